/** `npm run docs`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { PAGES } from './pages.ts';

for (const { file, render } of PAGES) {
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, await render());
}
