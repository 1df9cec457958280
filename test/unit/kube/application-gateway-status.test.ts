import test, { type ExecutionContext } from 'ava';
import type { GatewayStatus } from '../../../src/api/application-gateway.ts';
import { createGatewayStatusWriter } from '../../../src/kube/application-gateway-status.ts';
import { createManualClock } from '../../helpers/manual-clock.ts';
import { refused, scriptedKube, type Answer, type Call } from '../../helpers/scripted-kube.ts';

const TARGET = { name: 'a', uid: 'u1' };
const TIME = '2026-11-21T00:00:00Z';

async function setUp(t: ExecutionContext, status: unknown) {
  const patches: Call[] = [];
  const world = { status, uid: 'u1', failing: (_call: Call): Answer | null => null };
  const kube = await scriptedKube(createManualClock(), (call) => {
    const failure = world.failing(call);
    if (failure) return failure;
    if (call.method === 'PATCH') patches.push(call);
    return { body: { metadata: { name: 'a', uid: world.uid, resourceVersion: '7' }, status: world.status } };
  });
  t.teardown(() => kube.close());
  return { patches, world, writer: createGatewayStatusWriter(kube.client, 'appgw-ingress') };
}

test('says only what differs, of the version that was read', async (t) => {
  const operation = { startedAt: TIME, finishedAt: TIME, state: 'Succeeded' };
  const { patches, writer } = await setUp(t, { address: '10.0.0.1', lastOperation: operation });
  const next = { startedAt: '2026-11-21T00:01:00Z', state: 'Running' } as const;
  t.deepEqual(await writer.update(TARGET, (before) => ({ ...before, lastOperation: next })), {
    kind: 'written',
  });
  t.like(patches[0], {
    path: '/apis/appgw-ingress.dev/v1alpha1/applicationgateways/a/status',
    query: { fieldManager: 'appgw-ingress' },
    body: {
      metadata: { resourceVersion: '7' },
      status: { lastOperation: { startedAt: '2026-11-21T00:01:00Z', finishedAt: null, state: 'Running' } },
    },
  });
  t.is(patches[0]?.headers['content-type'], 'application/merge-patch+json');
});

test('writes nothing where nothing differs', async (t) => {
  const { patches, writer } = await setUp(t, { address: '10.0.0.1' });
  t.deepEqual(await writer.update(TARGET, () => ({ address: '10.0.0.1' })), { kind: 'unchanged' });
  t.is(patches.length, 0);
});

test('a status that is none counts as empty', async (t) => {
  const { writer } = await setUp(t, { ingresses: 'many' });
  t.deepEqual(await writer.read(TARGET), {});
});

test('a conflict reads and asks again', async (t) => {
  const { world, writer } = await setUp(t, {});
  let conflicts = 2;
  world.failing = ({ method }) => (method === 'PATCH' && conflicts-- > 0 ? refused(409, 'Conflict') : null);
  const seen: GatewayStatus[] = [];
  const edit = (before: GatewayStatus): GatewayStatus => {
    seen.push(before);
    return { address: 'x' };
  };
  t.deepEqual(await writer.update(TARGET, edit), { kind: 'written' });
  t.is(seen.length, 3);
});

test('conflicts without end are a failure', async (t) => {
  const { world, writer } = await setUp(t, {});
  world.failing = ({ method }) => (method === 'PATCH' ? refused(409, 'Conflict') : null);
  t.like(await writer.update(TARGET, () => ({ address: 'x' })), { kind: 'failed', error: { status: 409 } });
});

test('an object that is gone, or another of the same name, is left alone', async (t) => {
  const { patches, world, writer } = await setUp(t, {});
  world.uid = 'u2';
  t.deepEqual(await writer.update(TARGET, () => ({ address: 'x' })), { kind: 'gone' });
  world.failing = () => refused(404, 'NotFound');
  t.deepEqual(await writer.update(TARGET, () => ({ address: 'x' })), { kind: 'gone' });
  t.is(await writer.read(TARGET), null);
  t.is(patches.length, 0);
});
