/** Another tool that keeps writing the same gateway, against the emulated ARM in virtual time. */
import test, { type ExecutionContext } from 'ava';
import { startChaosAzure, OPERATION_MS, type ChaosAzure } from '../chaos/azure.ts';
import { createChaosCluster } from '../chaos/cluster.ts';
import { isOurs } from '../chaos/foreign.ts';
import { isConverged } from '../chaos/promises.ts';
import { createRandom } from '../chaos/random.ts';
import { startReplicas } from '../chaos/replicas.ts';
import { render } from '../../src/diagnostics/render.ts';

const HOUR = 3_600_000;
const LOOK_MS = 4_000;
/** Between two repairs, and between two looks. */
const MOST_WAIT_MS = 600_000;
const DRIFT_MS = 72_000;

async function start(t: ExecutionContext) {
  const azure = await startChaosAzure();
  const cluster = createChaosCluster(azure.clock.now);
  const replicas = startReplicas(azure, cluster.source, createRandom(1));
  t.teardown(async () => {
    await replicas.stop();
    await azure.close();
  });
  for (const slot of [0, 1]) cluster.take({ do: 'ingress', slot, kind: 'plain', service: slot });
  await azure.clock.pass(60_000);
  t.true(isConverged(azure, cluster));
  const texts = (): readonly string[] =>
    replicas
      .lastPublished()!
      .outcome.diagnostics.map((diagnostic) => `${diagnostic.code}: ${render(diagnostic).message}`);
  return { azure, cluster, texts };
}

const hasOurs = (azure: ChaosAzure): boolean =>
  (azure.document().properties['requestRoutingRules'] as { name: string }[]).some((rule) => isOurs(rule));

/** For so long, whenever `isTime`, somebody removes what is ours; says how often each wrote. */
async function fight(
  azure: ChaosAzure,
  isTime: () => boolean,
  ms: number,
): Promise<{ readonly puts: number; readonly theirs: number }> {
  const before = azure.counts();
  const end = azure.clock.now() + ms;
  for (let value = 0; azure.clock.now() < end; value += 1) {
    if (isTime()) await azure.write('removeOurs', value);
    await azure.clock.pass(LOOK_MS);
  }
  const after = azure.counts();
  return { puts: after.puts - before.puts, theirs: after.otherWrites - before.otherWrites };
}

for (const [title, timing] of [
  ['as soon as it is there', (azure: ChaosAzure) => () => !azure.isUpdating() && hasOurs(azure)],
  [
    'while our operation runs, which ends that one',
    (azure: ChaosAzure) => {
      let seen = azure.counts().puts;
      return () => seen !== (seen = azure.counts().puts);
    },
  ],
] as const) {
  test(`a writer that removes what is ours, ${title}, is named and not fought at full speed`, async (t) => {
    const { azure, cluster, texts } = await start(t);
    const isTime = timing(azure);
    cluster.take({ do: 'ingress', slot: 2, kind: 'plain', service: 0 });
    const first = await fight(azure, isTime, HOUR);
    t.true(first.theirs >= 5, `${first.theirs} writes of theirs`);
    t.true(first.puts <= 14, `${first.puts} PUTs of ours in the first hour`);
    const second = await fight(azure, isTime, HOUR);
    t.true(second.puts >= 3 && second.puts <= 6, `${second.puts} PUTs of ours in the second hour`);
    t.regex(
      texts().find((text) => text.startsWith('SECOND_WRITER')) ?? '',
      /Of ours: \w+\/\S+ gone.*Nothing on the gateway tells who/,
    );
    t.log(`${first.puts} PUTs in the first hour, ${second.puts} in the second`);
    await azure.clock.pass(MOST_WAIT_MS + 2 * OPERATION_MS);
    t.true(isConverged(azure, cluster));
    t.deepEqual(azure.breaches, []);
    await azure.clock.pass(HOUR / 2 + 2 * DRIFT_MS);
    t.deepEqual(texts(), []);
  });
}
