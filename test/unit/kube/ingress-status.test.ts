import test, { type ExecutionContext } from 'ava';
import { createIngressStatusWriter, type StatusOutcome } from '../../../src/kube/ingress-status.ts';
import type { StatusAddress } from '../../../src/controller/ports.ts';
import { createManualClock } from '../../helpers/manual-clock.ts';
import { refused, scriptedKube, type Answer, type Call } from '../../helpers/scripted-kube.ts';

const OURS: StatusAddress = { ip: '203.0.113.1' };
const OTHER: StatusAddress = { hostname: 'lb.example.net' };
const TARGET = { namespace: 'shop', name: 'web', uid: 'u1' };

async function setUp(t: ExecutionContext, first: readonly StatusAddress[] = []) {
  const clock = createManualClock();
  const live = { addresses: first, version: 1, uid: 'u1', failing: (_call: Call): Answer | null => null };
  const patches: Call[] = [];
  const kube = await scriptedKube(clock, (call) => {
    const failure = live.failing(call);
    if (failure) return failure;
    if (call.method === 'PATCH') {
      patches.push(call);
      const { metadata, status } = call.body as {
        metadata: { resourceVersion: string };
        status: { loadBalancer: { ingress: readonly StatusAddress[] | null } };
      };
      if (metadata.resourceVersion !== String(live.version)) return refused(409, 'Conflict');
      live.addresses = status.loadBalancer.ingress ?? [];
      live.version += 1;
    }
    const managedFields = [
      { manager: 'appgw-ingress', subresource: 'status', time: '2026-01-02T00:00:00Z' },
      { manager: 'nginx', subresource: 'status', time: '2026-01-01T00:00:00Z' },
      { manager: 'kubectl', time: '2026-01-03T00:00:00Z' },
    ];
    return {
      body: {
        metadata: { uid: live.uid, resourceVersion: String(live.version), managedFields },
        status: { loadBalancer: live.addresses.length > 0 ? { ingress: live.addresses } : {} },
      },
    };
  });
  t.teardown(() => kube.close());
  const writer = createIngressStatusWriter({
    client: kube.client,
    clock,
    isOurs: ({ ip }) => ip === OURS.ip,
    fieldManager: 'appgw-ingress',
  });
  return { clock, live, patches, writer };
}

test('writes by a merge patch of the status, once', async (t) => {
  const { live, patches, writer } = await setUp(t);
  t.deepEqual(await writer.write(TARGET, [OURS]), { kind: 'written' });
  t.deepEqual(await writer.write(TARGET, [OURS]), { kind: 'unchanged' });
  t.deepEqual(live.addresses, [OURS]);
  t.is(patches.length, 1);
  t.like(patches[0], {
    path: '/apis/networking.k8s.io/v1/namespaces/shop/ingresses/web/status',
    query: { fieldManager: 'appgw-ingress' },
  });
  t.is(patches[0]?.headers['content-type'], 'application/merge-patch+json');
});

const cleared = test.macro(
  async (
    t,
    before: readonly StatusAddress[],
    after: readonly StatusAddress[],
    kind: StatusOutcome['kind'],
  ) => {
    const { live, writer } = await setUp(t, before);
    t.is((await writer.write(TARGET, [])).kind, kind);
    t.deepEqual(live.addresses, after);
  },
);
test('clears what is ours, also from before a restart', cleared, [OURS], [], 'written');
test('clears what is ours and leaves the rest', cleared, [OTHER, OURS], [OTHER], 'written');
test('does not clear what is not ours', cleared, [OTHER], [OTHER], 'unchanged');
test('has nothing to clear', cleared, [], [], 'unchanged');

test('clears what it wrote itself, when the gateway no longer has the address', async (t) => {
  const { live, writer } = await setUp(t);
  await writer.write(TARGET, [{ ip: '198.51.100.7' }]);
  t.is((await writer.write(TARGET, [])).kind, 'written');
  t.deepEqual(live.addresses, []);
});

test('clears only what may go, where not all that is ours may', async (t) => {
  const { live, writer } = await setUp(t, [OURS, { ip: '198.51.100.7' }]);
  const isRemovable = ({ ip }: StatusAddress): boolean => ip === '198.51.100.7';
  t.is((await writer.write({ ...TARGET, isRemovable }, [])).kind, 'written');
  t.deepEqual(live.addresses, [OURS]);
});

test('replaces what another controller left on an Ingress that is ours now', async (t) => {
  const { live, writer } = await setUp(t, [OTHER]);
  t.is((await writer.write(TARGET, [OURS])).kind, 'written');
  t.deepEqual(live.addresses, [OURS]);
});

test('the order of addresses, and ports beside them, are no difference', async (t) => {
  const { patches, writer } = await setUp(t, [{ ...OTHER, ports: [] } as StatusAddress, OURS]);
  t.is((await writer.write(TARGET, [OURS, OTHER])).kind, 'unchanged');
  t.is(patches.length, 0);
});

test('after two losses within ten minutes it is left alone for an hour, which is told once', async (t) => {
  const { clock, live, patches, writer } = await setUp(t);
  const contested = (isNew: boolean): StatusOutcome => ({ kind: 'contested', by: 'nginx', isNew });
  const overwritten = async (ms: number): Promise<StatusOutcome> => {
    live.addresses = [OTHER];
    clock.advance(ms);
    return writer.write(TARGET, [OURS]);
  };
  await writer.write(TARGET, [OURS]);
  t.deepEqual(await overwritten(300_000), { kind: 'written' });
  t.deepEqual(await overwritten(300_000), contested(true));
  t.deepEqual(await overwritten(300_000), contested(false));
  t.deepEqual(await overwritten(3_200_000), contested(false));
  t.is(patches.length, 2);
  t.deepEqual(await overwritten(100_000), { kind: 'written' });
  t.deepEqual(await overwritten(300_000), { kind: 'written' });
  t.deepEqual(await overwritten(300_000), contested(true));
});

test('losses that are far apart are put right for ever', async (t) => {
  const { clock, live, writer } = await setUp(t);
  await writer.write(TARGET, [OURS]);
  for (let loss = 0; loss < 5; loss += 1) {
    live.addresses = [];
    clock.advance(600_000);
    t.is((await writer.write(TARGET, [OURS])).kind, 'written');
  }
});

test('what is contested is well again when the other has gone', async (t) => {
  const { live, writer } = await setUp(t);
  for (let loss = 0; loss < 3; loss += 1) {
    await writer.write(TARGET, [OURS]);
    live.addresses = [OTHER];
  }
  t.is((await writer.write(TARGET, [OURS])).kind, 'contested');
  live.addresses = [OURS];
  t.is((await writer.write(TARGET, [OURS])).kind, 'unchanged');
});

test('a conflict reads and compares again', async (t) => {
  const { live, patches, writer } = await setUp(t);
  let conflicts = 2;
  live.failing = ({ method }) => (method === 'PATCH' && conflicts-- > 0 ? refused(409, 'Conflict') : null);
  t.deepEqual(await writer.write(TARGET, [OURS]), { kind: 'written' });
  t.is(patches.length, 1);
});

test('conflicts without end are a failure', async (t) => {
  const { live, writer } = await setUp(t);
  live.failing = ({ method }) => (method === 'PATCH' ? refused(409, 'Conflict') : null);
  const outcome = await writer.write(TARGET, [OURS]);
  t.like(outcome, { kind: 'failed', error: { status: 409 } });
});

test('an Ingress that is gone, or another of the same name, is left alone', async (t) => {
  const { live, patches, writer } = await setUp(t);
  live.uid = 'u2';
  t.deepEqual(await writer.write(TARGET, [OURS]), { kind: 'gone' });
  live.failing = () => refused(404, 'NotFound');
  t.deepEqual(await writer.write(TARGET, [OURS]), { kind: 'gone' });
  t.is(patches.length, 0);
});

test('a refusal is data', async (t) => {
  const { live, writer } = await setUp(t);
  live.failing = ({ method }) => (method === 'PATCH' ? refused(403, 'Forbidden') : null);
  t.like(await writer.write(TARGET, [OURS]), { kind: 'failed', error: { status: 403, reason: 'Forbidden' } });
});
