/** `npm run crds`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { GENERATED } from './files.ts';

const ROOT = new URL('../../../', import.meta.url);

for (const { path, render } of GENERATED) {
  const file = new URL(path, ROOT);
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, render());
}
