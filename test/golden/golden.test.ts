/** Runs every case below `translate/` and `plan/`; see README.md. `npm run golden` rewrites what they expect. */
import { join } from 'node:path';
import test from 'ava';
import { CASES, findOrphans, readInput, readText } from './cases.ts';
import { OUTPUTS, runCase } from './run-case.ts';

test('there are cases, and no file without one', (t) => {
  t.true(CASES.filter(({ kind }) => kind === 'translate').length >= 80);
  t.true(CASES.filter(({ kind }) => kind === 'plan').length >= 15);
  t.deepEqual(findOrphans(), []);
});

for (const golden of CASES) {
  test(golden.name, async (t) => {
    const input = readInput(golden);
    t.regex(input.manifests, /^# why: \S.{20,}/, 'in.yaml must begin with "# why: …"');
    const outputs = await runCase(golden.kind, input);
    t.deepEqual([...outputs.keys()], [...OUTPUTS[golden.kind]]);
    for (const [file, text] of outputs) {
      t.is(readText(join(golden.folder, file)), text, `${file} differs: if it should, npm run golden`);
    }
  });
}
