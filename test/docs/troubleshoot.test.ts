/** `docs/troubleshoot.md` speaks of codes that there are, of every group of them, and of links that lead somewhere. */
import { existsSync, readFileSync } from 'node:fs';
import test from 'ava';
import { CATALOGUE } from '../../src/diagnostics/catalogue/index.ts';

const read = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const page = read('troubleshoot.md');
const reference = read('reference/diagnostics.md');

const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 ]/g, '')
    .replaceAll(' ', '-');

test('every code is in the catalogue', (t) => {
  const named = [...page.matchAll(/`([A-Z]{2,}(?:_[A-Z]+)+)`/g)].map(([, code]) => code!);
  t.true(named.length > 10);
  for (const code of named) t.true(code in CATALOGUE, code);
});

test('every group of codes is explained, by a link that leads there', (t) => {
  const groups = [...reference.matchAll(/^## (.*)$/gm)].map(([, heading]) => anchorOf(heading!));
  const linked = [...page.matchAll(/diagnostics\.md#([\w-]+)\)/g)].map(([, anchor]) => anchor!);
  t.deepEqual(linked, groups);
});

for (const name of ['troubleshoot.md', 'operate.md']) {
  test(`links of ${name} lead to files`, (t) => {
    const links = [...read(name).matchAll(/\]\((?!http)([^)#]+)/g)].map(([, link]) => link!);
    t.true(links.length > 0);
    for (const link of links) t.true(existsSync(new URL(`../../docs/${link}`, import.meta.url)), link);
  });
}
