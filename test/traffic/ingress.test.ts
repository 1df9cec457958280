/**
 * Random clusters one after the other through one running `dev`; every answer has to be the oracle's. A failure prints
 * how to see it again: `TRAFFIC_SEED=… TRAFFIC_PATH=… ava test/traffic/ingress.test.ts`; other seeds find other sets.
 */
import test, { type ExecutionContext } from 'ava';
import * as fc from 'fast-check';
import { inNamespaces, traffic, type Traffic } from './generate.ts';
import { judge } from './judge.ts';
import { startLab, type Lab } from './lab.ts';
import { expected } from './oracle.ts';

/** Side by side, because most of a change is spent waiting for more of them. */
const LANES = 4;
const SETS = 30;
const REQUESTS = 50;
/** A smaller example of a failure is looked for so long, ms. */
const PATIENCE = 60_000;

const { TRAFFIC_SEED: seed = '1', TRAFFIC_PATH: path } = process.env;

async function agrees(t: ExecutionContext, lane: number): Promise<void> {
  const lab = await startLab();
  t.teardown(lab.close);
  let turn = 0;
  const property = fc.asyncProperty(traffic(REQUESTS), async (drawn) => {
    const problems = await disagreements(lab, inNamespaces(drawn, `-${turn++}`));
    if (problems.length > 0) throw new Error(problems.join('\n'));
  });
  const result = await fc.check(property, {
    seed: Number(seed) + lane,
    numRuns: SETS,
    interruptAfterTimeLimit: PATIENCE,
    ...(path !== undefined && { path }),
  });
  if (result.failed) t.fail(report(result, lane));
  else t.deepEqual(lab.warnings, []);
}

/** Nothing of the sets before may show: each set is in namespaces of its own. */
async function disagreements(lab: Lab, { objects, requests }: Traffic): Promise<readonly string[]> {
  await lab.apply(objects);
  const found = await Promise.all(
    requests.map(async (request) =>
      judge(objects, request, expected(objects, request), await lab.ask(request)),
    ),
  );
  return found.filter((problem) => problem !== null);
}

function report(
  { counterexample, counterexamplePath, errorInstance, seed }: fc.RunDetails<[Traffic]>,
  lane: number,
): string {
  const ingresses = counterexample?.[0].objects.filter(({ kind }) => kind === 'Ingress') ?? [];
  return [
    `Lane ${lane + 1}. Again: TRAFFIC_SEED=${seed} TRAFFIC_PATH=${counterexamplePath} (the first lane runs it)`,
    errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
    ...ingresses.map((ingress) => JSON.stringify(ingress)),
  ].join('\n');
}

for (const lane of Array.from({ length: path === undefined ? LANES : 1 }).keys())
  test(`requests to random clusters are answered as Kubernetes says, lane ${lane + 1}`, agrees, lane);
