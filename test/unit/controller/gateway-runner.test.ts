import test, { type ExecutionContext } from 'ava';
import type { ClusterObject } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { loadConfig } from '../../../src/config/load.ts';
import {
  startGatewayRunner,
  type GatewayRunner,
  type Published,
  type RunnerObserver,
} from '../../../src/controller/gateway-runner.ts';
import { CLASS, ingress, service, slice } from '../../helpers/objects.ts';
import { createVirtualClock, type VirtualClock } from '../../helpers/virtual-clock.ts';
import { armError, inState, script, type Script, type Scripted } from './_leader.ts';

const SETTINGS = { config: loadConfig({ flags: {}, environment: {} }), conventionalClass: CLASS };
const WEB = [ingress({ age: 1, rules: { 'a.com': ['/'] } }), service(), slice(['10.0.0.1'])];

interface Setup extends Scripted {
  readonly clock: VirtualClock;
  readonly runner: GatewayRunner;
  readonly published: readonly Published[];
  readonly change: (objects: readonly ClusterObject[]) => void;
  /** When the gateway was read. */
  readonly reads: readonly number[];
}

function start(
  t: ExecutionContext,
  words: Script = {},
  mode: 'apply' | 'plan' = 'apply',
  observer: RunnerObserver = {},
): Setup {
  const clock = createVirtualClock();
  const scripted = script(words);
  const published: Published[] = [];
  const reads: number[] = [];
  const listeners = new Set<() => void>();
  let objects: readonly ClusterObject[] = WEB;
  const runner = startGatewayRunner({
    source: {
      snapshot: () => ({ snapshot: createSnapshot(objects, clock.now()), diagnostics: [] }),
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    gateway: {
      ...scripted.gateway,
      get: (signal) => {
        reads.push(clock.now());
        return scripted.gateway.get(signal);
      },
    },
    lease: scripted.lease,
    clock,
    settings: SETTINGS,
    mode,
    observer,
    publish: async (result) => void published.push(result),
    random: () => 0.5,
  });
  t.teardown(() => runner.stop().catch(() => undefined));
  const change = (next: readonly ClusterObject[]): void => {
    objects = next;
    for (const listener of listeners) listener();
  };
  return { ...scripted, clock, runner, published, change, reads };
}

const puts = ({ steps }: Setup): number => steps.filter((step) => step === 'put').length;
const outcomes = ({ published }: Setup): readonly string[] => published.map(({ outcome }) => outcome.kind);

test('what was sent is looked at again as the floor ends and half a minute later, then once a minute', async (t) => {
  const setup = start(t);
  await setup.clock.pass(130_000);
  t.deepEqual(setup.reads, [250, 5150, 30_500, 60_250, 120_250]);
  t.deepEqual(outcomes(setup), ['applied', 'unchanged', 'unchanged', 'unchanged', 'unchanged']);
  t.is(setup.sent.length, 1);
});

test('what is published says what was found and what was wanted', async (t) => {
  const setup = start(t);
  await setup.clock.pass(1000);
  const [{ computation, live } = { computation: null, live: null }] = setup.published;
  t.deepEqual(live?.properties['httpListeners'], []);
  t.is(computation?.routing.owners.length, 1);
  t.is(setup.runner.lastRun(), 250);
});

test('a change is sent, one that does not concern the gateway is not even looked at', async (t) => {
  const setup = start(t);
  await setup.clock.pass(40_000);
  const before = setup.reads.length;
  setup.change([...WEB, service({ name: 'lonely' })]);
  await setup.clock.pass(5000);
  t.is(setup.reads.length, before);
  setup.change([...WEB, ingress({ name: 'b', age: 2, rules: { 'b.com': ['/'] } })]);
  await setup.clock.pass(5000);
  t.is(setup.sent.length, 2);
});

test('what came during an operation goes out with the next, and does not start another look after it', async (t) => {
  const waits: number[] = [];
  const onArrived = (ms: readonly number[]): void => void waits.push(...ms);
  const setup = start(t, { onWait: () => setup.clock.sleep(20_000) }, 'apply', { onArrived });
  await setup.clock.pass(1000);
  const second = [...WEB, ingress({ name: 'b', age: 2, rules: { 'b.com': ['/'] } })];
  setup.change(second);
  setup.change([...second, ingress({ name: 'c', age: 3, rules: { 'c.com': ['/'] } })]);
  await setup.clock.pass(46_000);
  t.deepEqual(waits, [20_250, 44_250, 44_250]);
  t.is(setup.sent.length, 2);
  await setup.clock.pass(4000);
  const before = setup.reads.length;
  setup.change([
    ...second,
    ingress({ name: 'c', age: 3, rules: { 'c.com': ['/'] } }),
    service({ name: 'x' }),
  ]);
  await setup.clock.pass(1000);
  t.is(setup.reads.length, before);
});

test('what does not take is sent once, and said', async (t) => {
  const setup = start(t, { states: [inState('Succeeded')] });
  await setup.clock.pass(200_000);
  t.is(setup.sent.length, 1);
  t.deepEqual(
    setup.published.at(-1)?.outcome.diagnostics.map(({ code }) => code),
    ['NOT_CONVERGING'],
  );
});

test('what took, and was undone by somebody else, is told and sent again after a while', async (t) => {
  const setup = start(t);
  await setup.clock.pass(40_000);
  (setup.sent as unknown[]).push(inState('Succeeded'));
  await setup.clock.pass(21_000);
  const [told] = setup.published.at(-1)!.outcome.diagnostics;
  t.like(told, { code: 'CONTENT_LOST', detail: { seconds: 18 } });
  t.is(puts(setup), 1);
  await setup.clock.pass(18_000);
  t.is(puts(setup), 2);
  t.is(outcomes(setup).at(-1), 'applied');
});

test('a change of an object does not wait for that', async (t) => {
  const setup = start(t);
  await setup.clock.pass(40_000);
  (setup.sent as unknown[]).push(inState('Succeeded'));
  await setup.clock.pass(21_000);
  setup.change([...WEB, ingress({ name: 'b', age: 2, rules: { 'b.com': ['/'] } })]);
  await setup.clock.pass(300);
  t.is(puts(setup), 2);
});

test('what a runner does is seen: stages, what waits, how long it took to arrive', async (t) => {
  const seen: string[] = [];
  const setup = start(t, { onWait: () => setup.clock.sleep(20_000) }, 'apply', {
    onStage: (stage) => seen.push(stage),
    onWaiting: (changes) => seen.push(`${changes} wait`),
    onArrived: (ms) => seen.push(`arrived after ${ms.join()}`),
    onEnd: (ms) => seen.push(`end after ${ms}`),
  });
  await setup.clock.pass(1000);
  setup.change([...WEB, ingress({ name: 'b', age: 2, rules: { 'b.com': ['/'] } })]);
  await setup.clock.pass(19_500);
  t.deepEqual(seen, [
    '1 wait',
    'snapshot',
    'get',
    'translate',
    'plan',
    'put',
    '2 wait',
    'arrived after 20250',
    '1 wait',
    'end after 20000',
  ]);
});

test('a failure is published, and tried again', async (t) => {
  let failures = 1;
  const onWait = async (): Promise<void> => {
    if (failures-- > 0) throw armError();
  };
  const setup = start(t, { onWait, states: [inState('Succeeded')] });
  await setup.clock.pass(8000);
  t.deepEqual(outcomes(setup).slice(0, 2), ['failed', 'applied']);
});

test('in the mode plan nothing is sent', async (t) => {
  const setup = start(t, {}, 'plan');
  await setup.clock.pass(100_000);
  t.deepEqual(setup.sent, []);
  t.deepEqual([...new Set(outcomes(setup))], ['planned']);
});

test('stopped during an operation: it is left to the successor, and nothing is published', async (t) => {
  const onWait = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((_resolve, reject) => {
      signal!.addEventListener('abort', () => reject(signal!.reason as Error));
    });
  const setup = start(t, { onWait });
  await setup.clock.pass(1000);
  await setup.runner.stop();
  t.is(setup.steps.at(-1), 'wait /operations/new');
  t.deepEqual(setup.published, []);
  await t.notThrowsAsync(setup.runner.ended);
  setup.change([]);
  await setup.clock.pass(100_000);
  t.is(setup.reads.length, 1);
});

test('a bug ends it', async (t) => {
  const setup = start(t, { onPut: () => Promise.reject(new TypeError('a bug')) });
  const ended = t.throwsAsync(setup.runner.ended, { message: 'a bug' });
  await setup.clock.pass(1000);
  await ended;
});
