/** `npm run golden:helm`: writes what the chart renders now, for review in the diff. */
import { writeFileSync } from 'node:fs';
import { CASES, renderCase } from './cases.ts';
import { describeHelm, HELM } from './helm.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (process.env['CI']) {
  say('Refused: CI is set, and there a golden that differs is a failure, not something to rewrite.');
  process.exit(1);
}
say(describeHelm());
if (HELM === null) process.exit(1);
for (const one of CASES) writeFileSync(one.out, await renderCase(one));
say(`${CASES.length} cases`);
