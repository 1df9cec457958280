import test from 'ava';
import { endsInitialEvents, versionOf, watchEvents } from '../../../src/kube/watch-events.ts';
import { createManualClock } from '../../helpers/manual-clock.ts';
import { scriptedKube } from '../../helpers/scripted-kube.ts';

async function read(
  events: readonly unknown[],
  t: { teardown(fn: () => Promise<void>): void },
): Promise<string[]> {
  const kube = await scriptedKube(createManualClock(), () => ({ events, end: 'close' }));
  t.teardown(() => kube.close());
  const types: string[] = [];
  for await (const { type } of watchEvents(kube.client, { path: '/x' })) types.push(type);
  return types;
}

test('events come in order, errors among them', async (t) => {
  const object = { metadata: { name: 'a' } };
  const events = [
    { type: 'ADDED', object },
    { type: 'BOOKMARK', object },
    { type: 'ERROR', object: { code: 410 } },
  ];
  t.deepEqual(await read(events, t), ['ADDED', 'BOOKMARK', 'ERROR']);
});

for (const odd of [{ type: 'ADDED' }, { type: 'ADDED', object: {} }, {}]) {
  test(`${JSON.stringify(odd)} is no event`, async (t) => {
    t.like(await t.throwsAsync(read([odd], t)), { reason: 'Malformed' });
  });
}

test('the end of the initial events is a mark on a bookmark', (t) => {
  const marked = { metadata: { annotations: { 'k8s.io/initial-events-end': 'true' }, resourceVersion: '7' } };
  t.true(endsInitialEvents(marked));
  t.false(endsInitialEvents({ metadata: {} }));
  t.deepEqual([versionOf(marked), versionOf({})], ['7', '']);
});
