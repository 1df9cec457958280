/** What is generated from `src/api` is up to date. */
import { readdirSync, readFileSync } from 'node:fs';
import test from 'ava';
import { GENERATED } from '../../tools/generated/files.ts';

const ROOT = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

for (const { path, render } of GENERATED) {
  test(`${path} is up to date`, (t) => {
    t.is(read(path), render(), `${path} differs: run npm run crds`);
  });
}

test('the chart has the definitions of crds/, all of them and no others', (t) => {
  const names = readdirSync(new URL('crds/', ROOT));
  t.deepEqual(readdirSync(new URL('helm/appgw-ingress/crds/', ROOT)), names);
  for (const name of names) t.is(read(`helm/appgw-ingress/crds/${name}`), read(`crds/${name}`));
});
