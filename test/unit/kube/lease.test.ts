import test, { type ExecutionContext } from 'ava';
import type { Lease } from '../../../src/kube/lease-object.ts';
import { createElection, type Election } from '../../../src/kube/lease.ts';
import { createManualClock, until, type ManualClock } from '../../helpers/manual-clock.ts';
import {
  listOf,
  NO_STREAMING_LIST,
  purposeOf,
  refused,
  scriptedKube,
  type Answer,
  type Call,
  type ScriptedKube,
} from '../../helpers/scripted-kube.ts';

const COLLECTION = '/apis/coordination.k8s.io/v1/namespaces/system/leases';
const GATEWAY = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/applicationGateways/main';

interface Setup {
  readonly kube: ScriptedKube;
  readonly clock: ManualClock;
  /** As the API server has it. */
  lease(): Lease | null;
  /** Somebody else writes. */
  put(change: (lease: Lease) => Lease): void;
  /** Answers of the API server to writes, instead of writing. */
  failing: ((call: Call) => Answer | null) | null;
  candidate(identity: string): Candidate;
  /** Lets time go on in steps, with time for the network between them. */
  pass(ms: number): Promise<void>;
  passUntil(condition: () => boolean): Promise<void>;
}
interface Candidate extends Election {
  /** `+` elected, `-` lost. */
  readonly story: string[];
}

async function setUp(t: ExecutionContext): Promise<Setup> {
  const clock = createManualClock();
  let lease: Lease | null = null;
  let version = 0;
  const store = (next: Lease): Lease => {
    lease = { ...next, metadata: { ...next.metadata, resourceVersion: String((version += 1)) } };
    for (const { call, send } of kube.streams)
      if (call.path === COLLECTION) send({ type: 'MODIFIED', object: lease });
    return lease;
  };
  const kube: ScriptedKube = await scriptedKube(clock, (call): Answer => {
    const failure = setup.failing?.(call) ?? null;
    if (failure) return failure;
    const sent = call.body as Lease;
    if (call.method === 'POST') return lease ? refused(409, 'AlreadyExists') : { body: store(sent) };
    if (call.method === 'PUT') {
      const isCurrent = sent.metadata.resourceVersion === lease?.metadata.resourceVersion;
      return isCurrent ? { body: store(sent) } : refused(409, 'Conflict');
    }
    if (call.path !== COLLECTION) return lease ? { body: lease } : refused(404, 'NotFound');
    if (purposeOf(call) === 'streaming list') return NO_STREAMING_LIST;
    return purposeOf(call) === 'list'
      ? listOf(String(version), lease ? [lease] : [])
      : { events: [], end: 'open' };
  });
  t.teardown(() => kube.close());
  const setup: Setup = {
    kube,
    clock,
    failing: null,
    lease: () => lease,
    put: (change) => void store(change(lease!)),
    candidate(identity) {
      const story: string[] = [];
      const election = createElection({
        client: kube.client,
        clock,
        namespace: 'system',
        name: 'appgw-ingress',
        identity,
        random: () => 0.5,
        onElected: () => story.push('+'),
        onLost: () => story.push('-'),
      });
      t.teardown(() => election.stop());
      election.start();
      return { ...election, story };
    },
    async pass(ms) {
      for (let left = ms; left > 0; left -= 500) {
        clock.advance(Math.min(500, left));
        await network();
      }
    },
    async passUntil(condition) {
      while (!condition()) await setup.pass(500);
    },
  };
  return setup;
}

const network = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 15));

const held = ({ spec, metadata }: Lease, holderIdentity: string): Lease => ({
  metadata,
  spec: { ...spec, holderIdentity },
});

test('the first one creates the Lease and renews it every two seconds', async (t) => {
  const { clock, lease, candidate } = await setUp(t);
  const a = candidate('a');
  await until(() => a.story.length === 1);
  t.like(lease()?.spec, {
    holderIdentity: 'a',
    leaseDurationSeconds: 15,
    leaseTransitions: 0,
    acquireTime: '2026-11-21T00:00:00.000000Z',
    renewTime: '2026-11-21T00:00:00.000000Z',
  });
  await network();
  clock.advance(2_000);
  await until(() => lease()?.spec.renewTime === '2026-11-21T00:00:02.000000Z');
  t.is(lease()?.spec.acquireTime, '2026-11-21T00:00:00.000000Z');
  t.deepEqual(a.story, ['+']);
});

test('a standby waits while the Lease is renewed, and takes it 15 s after it was last seen renewed', async (t) => {
  const setup = await setUp(t);
  const { lease, candidate, pass } = setup;
  const a = candidate('a');
  await until(() => a.story.length === 1);
  const b = candidate('b');
  await pass(20_000);
  t.deepEqual([a.isLeader(), b.isLeader()], [true, false]);
  // `a` is cut off from the API server: it knows after 10 s, before `b` leads.
  setup.failing = ({ body, method, path }) =>
    method === 'PUT' && (body as Lease).spec.holderIdentity === 'a'
      ? 'hang'
      : path === COLLECTION
        ? refused(503, 'Unavailable')
        : null;
  await pass(10_500);
  t.deepEqual([a.story, a.isLeader(), b.isLeader()], [['+', '-'], false, false]);
  await pass(10_000);
  t.deepEqual([b.story, lease()?.spec.holderIdentity, lease()?.spec.leaseTransitions], [['+'], 'b', 1]);
});

test('one renewal that hangs does not cost the Lease', async (t) => {
  const setup = await setUp(t);
  const a = setup.candidate('a');
  await until(() => a.story.length === 1);
  let hangs = 1;
  setup.failing = ({ method }) => (method === 'PUT' && hangs-- > 0 ? 'hang' : null);
  await setup.pass(15_000);
  t.deepEqual([a.story, a.isFresh(3_000)], [['+'], true]);
});

test('stop hands over at once, not at the next try', async (t) => {
  const { clock, lease, candidate } = await setUp(t);
  const a = candidate('a');
  await until(() => a.story.length === 1);
  await a.recordOperation(GATEWAY, { bodyHash: 'h', startedAt: 1, operationUrl: null });
  const b = candidate('b');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const before = clock.now();
  await a.stop();
  await until(() => b.isLeader());
  t.is(clock.now(), before);
  t.deepEqual([a.story, lease()?.spec.holderIdentity], [['+'], 'b']);
  t.deepEqual(b.operation(GATEWAY.toUpperCase()), { bodyHash: 'h', startedAt: 1, operationUrl: null });
});

test('a Lease that another has taken is lost at the next renewal', async (t) => {
  const { put, candidate, passUntil } = await setUp(t);
  const a = candidate('a');
  await until(() => a.story.length === 1);
  put((lease) => held(lease, 'b'));
  await passUntil(() => a.story.length === 2);
  t.deepEqual([a.story, a.isLeader()], [['+', '-'], false]);
});

test('a conflict that is not about the holder is written over, with what it brought', async (t) => {
  const { put, lease, candidate, passUntil } = await setUp(t);
  const a = candidate('a');
  await until(() => a.story.length === 1);
  put((lease) => ({ ...lease, metadata: { ...lease.metadata, annotations: { note: 'x' } } }));
  const { renewTime } = lease()!.spec;
  await passUntil(() => lease()?.spec.renewTime !== renewTime);
  t.deepEqual([a.story, lease()?.metadata.annotations], [['+'], { note: 'x' }]);
});

test('is fresh only for so long after the renewal was sent', async (t) => {
  const setup = await setUp(t);
  const a = setup.candidate('a');
  t.false(a.isFresh(5_000));
  await until(() => a.story.length === 1);
  t.true(a.isFresh(0));
  setup.failing = () => refused(500, 'InternalError');
  await setup.pass(5_000);
  t.deepEqual([a.isFresh(5_000), a.isFresh(4_999), a.isLeader()], [true, false, true]);
});

test('records of several gateways stand side by side, change and go', async (t) => {
  const { lease, candidate } = await setUp(t);
  const a = candidate('a');
  await until(() => a.story.length === 1);
  const intent = { bodyHash: 'h1', startedAt: 5, operationUrl: null };
  const running = { ...intent, operationUrl: 'https://arm.test/operations/1?c=a%2Bb' };
  await Promise.all([a.recordOperation(GATEWAY, intent), a.recordOperation('/other', intent)]);
  await a.recordOperation(GATEWAY, running);
  t.deepEqual([a.operation(GATEWAY), a.operation('/other'), a.operation('/none')], [running, intent, null]);
  await a.recordOperation(GATEWAY, null);
  t.is(a.operation(GATEWAY), null);
  t.is(Object.keys(lease()?.metadata.annotations ?? {}).length, 1);
});

test('a record is refused to who does not lead, and to who finds out by writing it', async (t) => {
  const { put, candidate } = await setUp(t);
  const a = candidate('a');
  const record = { bodyHash: 'h', startedAt: 1, operationUrl: null };
  await t.throwsAsync(a.recordOperation(GATEWAY, record), { message: /not ours/ });
  await until(() => a.story.length === 1);
  put((lease) => held(lease, 'b'));
  await t.throwsAsync(a.recordOperation(GATEWAY, record), { message: /not ours/ });
});

test('something else in the annotation is no record', async (t) => {
  const { put, lease, candidate, passUntil } = await setUp(t);
  const a = candidate('a');
  await until(() => a.story.length === 1);
  await a.recordOperation(GATEWAY, { bodyHash: 'h', startedAt: 1, operationUrl: null });
  const [key = ''] = Object.keys(lease()?.metadata.annotations ?? {});
  t.regex(key, /^appgw-ingress\.dev\/[a-z0-9-]{1,63}$/);
  put((lease) => ({ ...lease, metadata: { ...lease.metadata, annotations: { [key]: '{"bodyHash":' } } }));
  await passUntil(() => a.operation(GATEWAY)?.bodyHash !== 'h');
  t.is(a.operation(GATEWAY), null);
});
