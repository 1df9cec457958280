/**
 * Whatever a golden case has put on the gateway stays there, byte by byte, while ARM refuses what its Ingresses ask for
 * now: they are held as a whole, and what is live is all that is known of them.
 */
import test from 'ava';
import type { RawGateway } from '../../src/appgw/wire.ts';
import { projectLive } from '../../src/appgw/live.ts';
import { standingHosts } from '../../src/appgw/standing-sites.ts';
import type { Ingress } from '../../src/cluster/objects.ts';
import type { Snapshot } from '../../src/cluster/snapshot.ts';
import { liveOptions } from '../../src/controller/compute.ts';
import { CASES, readInput } from './cases.ts';
import { applied, computeOn, runPipeline, type PipelineRun } from './pipeline.ts';

const CLASS = 'azure-application-gateway';

function held({ snapshot, config }: PipelineRun, live: RawGateway, ingresses: readonly Ingress[]): Snapshot {
  const projected = projectLive(live, liveOptions({ config, conventionalClass: CLASS }));
  const holdings = ingresses.map(({ metadata: { namespace, name } }) => {
    const owner = { kind: 'Ingress', namespace, name };
    return [`${namespace}/${name}`, standingHosts(projected, owner)] as const;
  });
  return { ...snapshot, ingresses, heldIngresses: new Map(holdings) };
}

/** It asks for something else on another host, by other means. */
const moved = (ingress: Ingress): Ingress => ({
  ...ingress,
  spec: {
    ...(ingress.spec.ingressClassName !== undefined && { ingressClassName: ingress.spec.ingressClassName }),
    rules: [{ host: 'elsewhere.example.com' }],
  },
});

/** The second PUT of a rollout takes out what the first one kept, also for what is held. */
const ROLLOUTS = new Set(['translate/backends/rollout-in-progress', 'plan/rollout']);

for (const golden of CASES) {
  test(`${golden.name}: held as a whole, nothing of it changes`, async (t) => {
    const run = await runPipeline(readInput(golden));
    let live = applied(run);
    if (ROLLOUTS.has(golden.name)) live = applied({ ...run, computation: computeOn(run.snapshot, live, run.config) });
    const { ingresses } = run.snapshot;
    const same = computeOn(held(run, live, ingresses), live, run.config);
    t.deepEqual(same.plan.changes, []);
    const elsewhere = computeOn(held(run, live, ingresses.map(moved)), live, run.config);
    t.deepEqual(elsewhere.plan.changes, []);
  });
}
