import test from 'ava';
import type { GateOutcome, PodCondition } from '../../../src/controller/ports.ts';
import { createPodGates } from '../../../src/kube/pod-gates.ts';
import { createVirtualClock } from '../../helpers/virtual-clock.ts';
import { refused, scriptedKube, type Answer, type Call } from '../../helpers/scripted-kube.ts';
import { systemClock } from '../../../src/clock/clock.ts';
import type { ExecutionContext } from 'ava';

const TARGET = { namespace: 'shop', name: 'web-1', uid: 'u' };
const CONDITION: PodCondition = {
  type: 'target-health.appgw-ingress.dev/x',
  status: 'True',
  reason: 'Programmed',
  message: 'served',
  isKept: false,
};
const GOOD: Answer = { body: {} };

async function world(t: ExecutionContext, answer: (call: Call) => Answer, uid: string | null = 'u') {
  const kube = await scriptedKube(systemClock, answer);
  t.teardown(() => kube.close());
  const clock = createVirtualClock(Date.parse('2026-11-21T10:00:00.500Z'));
  const gates = createPodGates({
    client: kube.client,
    clock,
    identify: () => (uid === null ? null : { apiVersion: 'v1', uid, resourceVersion: '7' }),
    fieldManager: 'us',
  });
  return { kube, clock, gates };
}

test('only our condition is sent, for this very pod', async (t) => {
  const { kube, gates } = await world(t, () => GOOD);
  t.deepEqual(await gates.write(TARGET, CONDITION), { kind: 'written' });
  const [call] = kube.calls;
  t.like(call, {
    method: 'PATCH',
    path: '/api/v1/namespaces/shop/pods/web-1/status',
    query: { fieldManager: 'us' },
  });
  t.is(call?.headers['content-type'], 'application/strategic-merge-patch+json');
  const { isKept: _, ...condition } = CONDITION;
  t.deepEqual(call?.body, {
    metadata: { uid: 'u' },
    status: { conditions: [{ ...condition, lastTransitionTime: '2026-11-21T10:00:00Z' }] },
  });
});

test('what is not true is for the version that was seen; the time of the last change stays', async (t) => {
  const { kube, gates } = await world(t, () => GOOD);
  await gates.write(TARGET, { ...CONDITION, status: 'False', isKept: true });
  const { metadata, status } = kube.calls[0]!.body as {
    readonly metadata: object;
    readonly status: { readonly conditions: readonly object[] };
  };
  t.deepEqual(metadata, { uid: 'u', resourceVersion: '7' });
  t.false('lastTransitionTime' in status.conditions[0]!);
});

const outcome = test.macro({
  exec: async (t, answer: Answer, expected: GateOutcome['kind']) => {
    const { gates } = await world(t, () => answer);
    t.is((await gates.write(TARGET, CONDITION)).kind, expected);
  },
  title: (name) => `an answer that means: ${name}`,
});
test('gone', outcome, refused(404, 'NotFound'), 'gone');
test('stale', outcome, refused(409, 'Conflict'), 'stale');
test('forbidden', outcome, refused(403, 'Forbidden'), 'forbidden');
test('failed', outcome, refused(500, 'InternalError'), 'failed');

for (const [title, uid] of [
  ['is not in the cache', null],
  ['is another one by now', 'v'],
] as const)
  test(`a pod that ${title}`, async (t) => {
    const { kube, gates } = await world(t, () => GOOD, uid);
    t.deepEqual(await gates.write(TARGET, CONDITION), { kind: 'gone' });
    t.is(kube.calls.length, 0);
  });

test('after fifty at once twenty in a second', async (t) => {
  const { kube, clock, gates } = await world(t, () => GOOD);
  for (let count = 0; count < 50; count += 1) await gates.write(TARGET, CONDITION);
  const more = gates.write(TARGET, CONDITION);
  await clock.pass(49);
  t.is(kube.calls.length, 50);
  await clock.pass(1);
  t.deepEqual(await more, { kind: 'written' });
});

test('aborted, it rejects', async (t) => {
  const { gates } = await world(t, () => 'hang');
  const abort = new AbortController();
  const write = gates.write(TARGET, CONDITION, abort.signal);
  abort.abort(new Error('no longer leading'));
  await t.throwsAsync(write, { message: 'no longer leading' });
});
