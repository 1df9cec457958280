import test, { type ExecutionContext } from 'ava';
import { createApplicationGateways } from '../../../src/kube/application-gateways.ts';
import { createManualClock, until } from '../../helpers/manual-clock.ts';
import {
  listOf,
  NO_STREAMING_LIST,
  purposeOf,
  refused,
  scriptedKube,
  type Answer,
} from '../../helpers/scripted-kube.ts';
import { gatewayId } from '../controller/_gateways.ts';

const raw = (name: string, version: number, spec: object, status?: object) => ({
  metadata: { name, uid: `uid-${name}`, resourceVersion: String(version), generation: version },
  spec,
  ...(status && { status }),
});
const GOOD = { resourceId: gatewayId('one') };

async function setUp(t: ExecutionContext, first: Answer | readonly object[]) {
  const clock = createManualClock();
  const world: { list: Answer | readonly object[] } = { list: first };
  const kube = await scriptedKube(clock, (call) => {
    if (purposeOf(call) === 'streaming list') return NO_STREAMING_LIST;
    if (purposeOf(call) !== 'list') return { events: [], end: 'open' };
    return Array.isArray(world.list) ? listOf('100', world.list as object[]) : (world.list as Answer);
  });
  const errors: string[] = [];
  const gateways = createApplicationGateways({
    client: kube.client,
    clock,
    random: () => 0.5,
    onError: ({ message }) => errors.push(message),
  });
  let changes = 0;
  gateways.subscribe(() => (changes += 1));
  t.teardown(() => kube.close());
  t.teardown(() => gateways.stop());
  gateways.start();
  const seen = (): readonly string[] =>
    gateways.current().map(({ name, good, problem }) => `${name} ${good?.generation} ${problem?.field}`);
  return { clock, kube, world, gateways, errors, seen, changes: () => changes };
}

test('the spec with its defaults', async (t) => {
  const { gateways, kube } = await setUp(t, [raw('a', 1, GOOD)]);
  await gateways.synced;
  t.deepEqual(gateways.current(), [
    {
      name: 'a',
      uid: 'uid-a',
      generation: 1,
      good: { generation: 1, spec: { ...GOOD, frontend: 'auto' } },
      problem: null,
    },
  ]);
  t.is(kube.calls.at(-1)?.path, '/apis/appgw-ingress.dev/v1alpha1/applicationgateways');
});

test('a spec that cannot be used is said, and the last good one stays', async (t) => {
  const { gateways, kube, seen } = await setUp(t, [raw('a', 1, GOOD), raw('b', 1, { resourceId: 'b' })]);
  await gateways.synced;
  t.deepEqual(seen(), ['a 1 undefined', 'b undefined spec.resourceId']);
  await until(() => kube.streams.length > 0);
  kube.streams[0]?.send({ type: 'MODIFIED', object: raw('a', 2, { ...GOOD, frontend: 'sideways' }) });
  await until(() => gateways.current()[0]?.generation === 2);
  t.deepEqual(seen(), ['a 1 spec.frontend', 'b undefined spec.resourceId']);
  kube.streams[0]?.send({ type: 'MODIFIED', object: raw('a', 3, GOOD) });
  await until(() => gateways.current()[0]?.generation === 3);
  t.is(seen()[0], 'a 3 undefined');
});

test('a new object of the same name has no last good spec', async (t) => {
  const { gateways, kube, seen } = await setUp(t, [raw('a', 1, GOOD)]);
  await gateways.synced;
  await until(() => kube.streams.length > 0);
  kube.streams[0]?.send({ type: 'DELETED', object: raw('a', 2, GOOD) });
  const other = raw('a', 3, {});
  kube.streams[0]?.send({
    type: 'ADDED',
    object: { ...other, metadata: { ...other.metadata, uid: 'other' } },
  });
  await until(() => gateways.current()[0]?.uid === 'other');
  t.deepEqual(seen(), ['a undefined spec.resourceId']);
});

test('a write of the status is no change', async (t) => {
  const { gateways, kube, changes } = await setUp(t, [raw('a', 1, GOOD)]);
  await gateways.synced;
  await until(() => kube.streams.length > 0);
  const object = { ...raw('a', 1, GOOD, { address: '10.0.0.1' }) };
  kube.streams[0]?.send({
    type: 'MODIFIED',
    object: { ...object, metadata: { ...object.metadata, resourceVersion: '7' } },
  });
  const ref = { kind: 'ApplicationGateway', namespace: '', name: 'a' };
  await until(() => gateways.identify(ref)?.resourceVersion === '7');
  t.is(changes(), 1);
  t.is(gateways.identify({ ...ref, kind: 'Ingress' }), null);
});

test('without the kind there are none, said once; it is looked for again', async (t) => {
  const { clock, kube, world, gateways, errors, seen } = await setUp(t, refused(404, 'NotFound'));
  await gateways.synced;
  t.deepEqual(seen(), []);
  while (kube.calls.length < 6) {
    clock.advance(1000);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  t.is(errors.filter((message) => message.startsWith('NotFound')).length, 1);
  world.list = [raw('a', 1, GOOD)];
  while (seen().length === 0) {
    clock.advance(1000);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  t.deepEqual(seen(), ['a 1 undefined']);
});

test('where they may not be read nobody waits for them', async (t) => {
  const { gateways, errors } = await setUp(t, refused(403, 'Forbidden'));
  await gateways.synced;
  t.deepEqual(gateways.current(), []);
  t.true(errors.includes('Forbidden (scripted)'));
});
