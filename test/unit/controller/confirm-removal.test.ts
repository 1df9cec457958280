/** A runner on the emulated ARM whose caches lose what they had. */
import test from 'ava';
import type { ClusterObject } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import type { SnapshotSource } from '../../../src/controller/ports.ts';
import { startChaosAzure } from '../../chaos/azure.ts';
import { createRandom } from '../../chaos/random.ts';
import { startReplicas } from '../../chaos/replicas.ts';
import { defaultBackend, ingress, service, slice } from '../../helpers/objects.ts';

const SITES = Array.from({ length: 6 }, (_, index) =>
  ingress({ name: `i${index}`, age: index, rules: { [`h${index}.com`]: ['/'] } }),
);
const REST: readonly ClusterObject[] = [service(), slice(['10.0.0.1']), ...defaultBackend()];
const ALL = [...SITES, ...REST];

/** `after`: what the API server really has, as it is seen when everything is read anew; null: it does not answer. */
async function setUp(after: readonly ClusterObject[] | null) {
  const azure = await startChaosAzure();
  const listeners = new Set<() => void>();
  let objects: readonly ClusterObject[] = ALL;
  let resyncs = 0;
  const change = (next: readonly ClusterObject[]): void => {
    objects = next;
    for (const listener of listeners) listener();
  };
  const source: SnapshotSource = {
    snapshot: () => ({ snapshot: createSnapshot(objects, azure.clock.now()), diagnostics: [] }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    resync: async () => {
      resyncs += 1;
      if (after === null) return azure.clock.sleep(3_600_000);
      change(after);
    },
  };
  const replicas = startReplicas(azure, source, createRandom(1));
  await azure.clock.pass(60_000);
  const first = azure.putTimes.length;
  const codes = (): readonly string[] =>
    replicas.lastPublished()?.outcome.diagnostics.map(({ code }) => code) ?? [];
  const close = async (): Promise<void> => {
    await replicas.stop();
    await azure.close();
  };
  return { azure, change, puts: () => azure.putTimes.length - first, resyncs: () => resyncs, codes, close };
}

test('caches that lost everything take nothing away, and nobody notices', async (t) => {
  const { azure, change, puts, resyncs, close } = await setUp(ALL);
  change(REST);
  await azure.clock.pass(120_000);
  t.is(puts(), 0);
  t.is(resyncs(), 1);
  await close();
});

test('what was deleted on purpose goes after a second look', async (t) => {
  const { azure, change, puts, resyncs, codes, close } = await setUp(REST);
  change(REST);
  await azure.clock.pass(120_000);
  t.is(puts(), 1);
  t.is(resyncs(), 1);
  t.false(codes().includes('REMOVAL_UNCONFIRMED'));
  await close();
});

test('an API server that does not answer confirms nothing; it is asked again, and that is said', async (t) => {
  const { azure, change, puts, resyncs, codes, close } = await setUp(null);
  change(REST);
  await azure.clock.pass(100_000);
  t.is(puts(), 0);
  t.true(codes().includes('REMOVAL_UNCONFIRMED'));
  await azure.clock.pass(600_000);
  t.is(puts(), 0);
  t.true(resyncs() > 3);
  await close();
});

test('few that go need no second look', async (t) => {
  const { azure, change, puts, resyncs, close } = await setUp(ALL);
  change(ALL.slice(1));
  await azure.clock.pass(120_000);
  t.is(puts(), 1);
  t.is(resyncs(), 0);
  await close();
});
