/** What holds for every golden case, whatever it expects: order means nothing, a plan settles, ARM's schema fits. */
import test from 'ava';
import type { RawGateway } from '../../src/appgw/wire.ts';
import { redact } from '../../src/plan/redact.ts';
import { CASES, readInput } from './cases.ts';
import { applied, computeOn, runPipeline, type PipelineRun } from './pipeline.ts';
import { printRun } from './run-case.ts';
import { ARM_SCHEMA, openValidator, strictValidator } from './schema.ts';

/** The second PUT of a rollout takes out what the first one kept until its successors were there (decision 10). */
const SECOND_PUT = new Set(['translate/backends/rollout-in-progress', 'plan/rollout']);

const reversed = (text: string): string =>
  text
    .split(/^---\n/m)
    .map((document) => document.replace(/\n?$/, '\n'))
    .reverse()
    .join('---\n');

const again = (run: PipelineRun, live: RawGateway): PipelineRun => ({
  ...run,
  live,
  computation: computeOn(run.snapshot, live, run.config),
});

for (const golden of CASES) {
  test(`${golden.name}: the order of documents means nothing`, async (t) => {
    const input = readInput(golden);
    const { manifests, before } = input;
    const permuted = { ...input, manifests: reversed(manifests), before: before && reversed(before) };
    t.deepEqual(
      printRun(golden.kind, await runPipeline(permuted)),
      printRun(golden.kind, await runPipeline(input)),
    );
  });

  test(`${golden.name}: applied, it needs no further PUT`, async (t) => {
    const run = await runPipeline(readInput(golden));
    const first = again(run, applied(run));
    t.is(first.computation.plan.changes.length > 0, SECOND_PUT.has(golden.name));
    t.deepEqual(again(first, applied(first)).computation.plan.changes, []);
    // What `translate` and `plan` print counts as a gateway too.
    const printed = again(first, redact(first.computation.plan.document));
    t.deepEqual(printed.computation.plan.changes, []);
  });
}

if (ARM_SCHEMA === null) {
  test("NOT TESTED: ARM's schema, which lies beside the repository, is absent", (t) => {
    t.log('../shared/azure-openapi was not found: no document was held against the schema of ARM');
    t.pass();
  });
} else {
  const open = openValidator(ARM_SCHEMA);
  const strict = strictValidator(ARM_SCHEMA);
  for (const golden of CASES) {
    test(`${golden.name}: the document fits ARM's schema`, async (t) => {
      const input = readInput(golden);
      const { plan } = (await runPipeline(input)).computation;
      t.deepEqual(open(plan.document), []);
      // Where nothing was live the whole document is ours, and nothing in it may be unknown or read-only.
      if (input.gateway === null && input.before === null) t.deepEqual(strict(plan.document), []);
    });
  }
}
