/** `npm run golden [-- TEXT]`: writes what the cases (those with TEXT in their name) produce now, for review in the diff. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASES, findOrphans, readInput, readText } from './cases.ts';
import { runCase } from './run-case.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (process.env['CI']) {
  say('Refused: CI is set, and there a golden that differs is a failure, not something to rewrite.');
  process.exit(1);
}

const [text = ''] = process.argv.slice(2);
const chosen = CASES.filter(({ name }) => name.includes(text));
for (const golden of chosen) {
  for (const [file, content] of await runCase(golden.kind, readInput(golden))) {
    const path = join(golden.folder, file);
    if (readText(path) === content) continue;
    writeFileSync(path, content);
    say(`written  ${golden.name}/${file}`);
  }
}
for (const orphan of findOrphans()) say(`orphaned ${orphan}`);
say(`${chosen.length} cases`);
