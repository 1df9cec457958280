/** The generated pages say what the code says. */
import { readFileSync } from 'node:fs';
import test from 'ava';
import { diagnosticsPage } from './diagnostics-page.ts';
import { PAGES } from './pages.ts';

for (const { file, render } of PAGES) {
  const name = file.pathname.split('/').at(-1)!;
  test(`docs/reference/${name} is up to date`, async (t) => {
    t.is(readFileSync(file, 'utf8'), await render(), `${name} differs: run npm run docs`);
  });
}

test('no example leaves a hole in a message', (t) => {
  t.notRegex(diagnosticsPage(), /undefined|\[object|NaN/);
});
