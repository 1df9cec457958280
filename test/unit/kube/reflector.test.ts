import anyTest, { type TestFn } from 'ava';
import type { Clock } from '../../../src/clock/clock.ts';
import { createReflector, type Reflector, type ReflectorOptions } from '../../../src/kube/reflector.ts';
import type { Observed, Sink } from '../../../src/kube/store.ts';
import { createManualClock, until, type ManualClock } from '../../helpers/manual-clock.ts';
import {
  bookmark,
  listOf,
  NO_STREAMING_LIST,
  purposeOf,
  refused,
  scriptedKube,
  type Answer,
  type Handle,
  type ScriptedKube,
} from '../../helpers/scripted-kube.ts';

const test = anyTest as TestFn<{ ends: (() => Promise<void>)[] }>;
test.beforeEach((t) => {
  t.context = { ends: [] };
});
test.afterEach.always(async (t) => {
  for (const end of t.context.ends) await end();
});

const PATH = '/apis/networking.k8s.io/v1/ingresses';
const object = (name: string, resourceVersion: string): object => ({
  metadata: { namespace: 'shop', name, resourceVersion },
});
const added = (name: string, version: string): object => ({ type: 'ADDED', object: object(name, version) });
const errorEvent = (code: number, reason: string): object => ({
  type: 'ERROR',
  object: { kind: 'Status', code, reason, message: `${reason} (scripted)` },
});

interface Setup {
  readonly kube: ScriptedKube;
  readonly clock: ManualClock;
  readonly reflector: Reflector;
  readonly errors: string[];
  /** What the sink was told: `= a b`, `+ c`, `- a`. */
  readonly told: string[];
  /** What the requests were for. */
  purposes(): string[];
}

const noting = (told: string[]): Sink<string> => ({
  replace: (all: readonly Observed<string>[]) => void told.push(`= ${all.map(({ object }) => object).join(' ')}`),
  apply: ({ object }) => void told.push(`+ ${object}`),
  remove: (key) => void told.push(`- ${key}`),
});

async function setUp(
  ends: (() => Promise<void>)[],
  handle: Handle,
  options: Partial<ReflectorOptions<string>> = {},
): Promise<Setup> {
  const clock = createManualClock();
  const kube = await scriptedKube(clock, handle);
  const errors: string[] = [];
  const told: string[] = [];
  const reflector = createReflector<string>({
    client: kube.client,
    clock,
    path: PATH,
    project: ({ metadata }) => metadata?.name ?? '',
    sink: noting(told),
    onError: (error) => errors.push(error.message),
    random: () => 0.5,
    ...options,
  });
  ends.push(
    () => reflector.stop(),
    () => kube.close(),
  );
  reflector.start();
  return { kube, clock, reflector, errors, told, purposes: () => kube.calls.map(purposeOf) };
}

/** One answer a request, the last one for ever; streaming lists are refused and not counted. */
const inTurn = (...answers: readonly Answer[]): Handle => {
  let turn = 0;
  return (call) => {
    if (purposeOf(call) === 'streaming list') return NO_STREAMING_LIST;
    return answers[Math.min(turn++, answers.length - 1)]!;
  };
};

const OPEN: Answer = { events: [], then: 'open' };
const LIST = listOf('10', [object('a', '5')]);

test('lists in pages, then watches from the version of the list', async (t) => {
  const { kube, reflector, told, purposes } = await setUp(
    t.context.ends,
    inTurn(listOf('10', [object('a', '5')], 'p2'), listOf('10', [object('b', '6')]), OPEN),
  );
  await reflector.synced;
  await until(() => kube.calls.length === 4);
  t.deepEqual(told, ['= a b']);
  t.deepEqual(purposes(), ['streaming list', 'list', 'list after p2', 'watch from 10']);
  t.is(kube.calls[1]?.query['limit'], '500');
  t.like(kube.calls[3]?.query, { allowWatchBookmarks: 'true', timeoutSeconds: '450' });
});

test('a streaming list goes over into the watch without another request', async (t) => {
  const { kube, reflector, told, purposes } = await setUp(t.context.ends, () => ({
    events: [added('a', '5'), added('b', '6'), bookmark('10', true), added('c', '11')],
    then: 'open',
  }));
  await reflector.synced;
  kube.streams[0]?.send({ type: 'MODIFIED', object: object('a', '12') }, { type: 'DELETED', object: object('b', '13') });
  await until(() => told.length === 4);
  t.deepEqual(told, ['= a b', '+ c', '+ a', '- shop/b']);
  t.deepEqual(purposes(), ['streaming list']);
  t.like(kube.calls[0]?.query, { resourceVersionMatch: 'NotOlderThan', allowWatchBookmarks: 'true' });
});

test('a server that accepts a streaming list and says nothing is asked for pages', async (t) => {
  const { kube, clock, reflector, told } = await setUp(t.context.ends, (call) =>
    purposeOf(call) === 'list' ? LIST : OPEN,
  );
  await until(() => kube.streams.length === 1);
  clock.advance(10_000);
  await reflector.synced;
  t.deepEqual(told, ['= a']);
  t.is(reflector.stats().failures, 0);
});

test('is not synced by a part of the list', async (t) => {
  let isWhole = false;
  const { kube, clock, reflector, told, errors } = await setUp(t.context.ends, (call) => {
    if (purposeOf(call) === 'streaming list') return { events: [added('a', '5')], then: 'reset' };
    if (purposeOf(call) === 'list') return listOf('10', [object('a', '5')], 'p2');
    if (purposeOf(call) === 'list after p2') return isWhole ? listOf('10', [object('b', '6')]) : 'reset';
    return OPEN;
  });
  await until(() => errors.length === 1);
  clock.advance(800);
  await until(() => errors.length === 2);
  t.deepEqual([told, reflector.stats().synced], [[], false]);
  isWhole = true;
  clock.advance(1_600);
  await reflector.synced;
  t.deepEqual(told, ['= a b']);
  t.true(kube.calls.length >= 5);
});

/** After a list at version 10 and the event at 11: what the server does next, when it is asked again, and for what. */
const breaks = test.macro({
  exec: async (t, answer: Answer, pause: number, next: string, message: RegExp | null) => {
    const { kube, clock, reflector, told, errors, purposes } = await setUp(
      (t.context as { ends: (() => Promise<void>)[] }).ends,
      inTurn(LIST, { events: [added('b', '11')], then: 'close' }, answer, next === 'list' ? LIST : OPEN, OPEN),
    );
    await until(() => told.includes('+ b') && kube.calls.length >= 4);
    if (message) {
      await until(() => errors.length === 1);
      t.regex(errors[0] ?? '', message);
    }
    if (pause > 0) {
      await settle(clock, pause - 1);
      t.is(kube.calls.length, 4);
      clock.advance(1);
    }
    await until(() => kube.calls.length >= 5);
    t.deepEqual(purposes().slice(1, 5), ['list', 'watch from 10', 'watch from 11', next]);
    t.is(reflector.stats().failures, message ? 1 : 0);
  },
  title: (given) => `after the watch: ${given}`,
});

/** Time goes on, and nothing happens. */
async function settle(clock: ManualClock, ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 10));
  clock.advance(ms);
  await new Promise((resolve) => setTimeout(resolve, 10));
}

const gone = { events: [errorEvent(410, 'Expired')], then: 'close' } as const;
const lineOf = (text: string): Answer => ({ events: [text], then: 'close' });
test('connection reset', breaks, 'reset', 800, 'watch from 11', /connection to the API server failed/);
test('reset in the stream', breaks, { events: [], then: 'reset' }, 800, 'watch from 11', /failed/);
test('closed at once', breaks, { events: [], then: 'close' }, 800, 'watch from 11', /without an event/);
test('HTTP 500', breaks, refused(500, 'InternalError'), 800, 'watch from 11', /InternalError/);
test('HTTP 503', breaks, refused(503, 'ServiceUnavailable'), 800, 'watch from 11', /ServiceUnavailable/);
test('HTTP 403', breaks, refused(403, 'Forbidden'), 800, 'watch from 11', /Forbidden/);
test('429 with Retry-After', breaks, refused(429, 'TooManyRequests', { 'retry-after': '7' }), 7_500, 'watch from 11', /TooMany/);
test('503 with Retry-After', breaks, refused(503, 'Unavailable', { 'retry-after': '3' }), 3_500, 'watch from 11', /Unavail/);
test('HTTP 410', breaks, refused(410, 'Expired'), 500, 'list', /Expired/);
test('410 in the stream', breaks, gone, 500, 'list', /Expired/);
test('500 in the stream', breaks, { events: [errorEvent(500, 'InternalError')], then: 'close' }, 800, 'list', /InternalError/);
test('malformed event', breaks, lineOf('no event'), 800, 'list', /no object/);
test('version of a restored server', breaks, {
  status: 504,
  body: { code: 504, reason: 'Timeout', message: 'Too large resource version: 11, current: 7' },
}, 500, 'list', /Too large/);

test('a line that is no JSON makes it list again, a cut one resumes', async (t) => {
  const { kube, clock, reflector, errors, purposes } = await setUp(t.context.ends, inTurn(LIST, OPEN, OPEN, LIST, OPEN));
  await until(() => kube.streams.length === 1);
  kube.streams[0]?.raw('{"type":"ADDED","obj');
  kube.streams[0]?.end();
  await until(() => errors.length === 1);
  t.regex(errors[0] ?? '', /inside a line/);
  await settle(clock, 800);
  await until(() => kube.streams.length === 2);
  kube.streams[1]?.raw('{"type":"ADD\n');
  await until(() => errors.length === 2);
  await settle(clock, 1_600);
  await until(() => kube.streams.length === 3);
  t.deepEqual(purposes().slice(1), ['list', 'watch from 10', 'watch from 10', 'list', 'watch from 10']);
  t.is(reflector.stats().lists, 3);
});

test('a good watch ends the backoff, a bad one lengthens it', async (t) => {
  const bad = refused(500, 'InternalError');
  const { kube, clock, reflector } = await setUp(
    t.context.ends,
    inTurn(LIST, bad, bad, bad, { events: [added('b', '11')], then: 'reset' }, bad, OPEN),
  );
  for (const [calls, pause] of [[3, 800], [4, 1_600], [5, 3_200], [6, 800], [7, 1_600]] as const) {
    await until(() => reflector.stats().failures === calls - 2);
    await settle(clock, pause - 1);
    t.is(kube.calls.length, calls);
    clock.advance(1);
    await until(() => kube.calls.length === calls + 1);
  }
});

test('a watch that was good although nothing came is resumed after a second', async (t) => {
  const { kube, clock, reflector, errors } = await setUp(t.context.ends, inTurn(LIST, OPEN));
  await until(() => kube.streams.length === 1 && reflector.stats().watching);
  clock.advance(40_000);
  kube.streams[0]?.end();
  await until(() => !reflector.stats().watching);
  await settle(clock, 999);
  t.is(kube.streams.length, 1);
  clock.advance(1);
  await until(() => kube.streams.length === 2);
  t.deepEqual(errors, []);
});

test('silence is a dead connection, bookmarks are a sign of life and a place to resume', async (t) => {
  const { kube, clock, reflector, errors, purposes } = await setUp(t.context.ends, inTurn(LIST, OPEN));
  await until(() => reflector.stats().watching);
  clock.advance(60_000);
  kube.streams[0]?.send(bookmark('20'));
  await until(() => reflector.stats().lastContact === clock.now());
  await settle(clock, 89_999);
  t.deepEqual([errors, kube.streams.length], [[], 1]);
  clock.advance(1);
  await until(() => errors.length === 1);
  t.regex(errors[0] ?? '', /nothing was heard from the API server for 90 s/);
  await settle(clock, 800);
  await until(() => kube.streams.length === 2);
  t.is(purposes().at(-1), 'watch from 20');
});

test('a page that takes its time is waited for as long as something comes', async (t) => {
  const { kube, clock, errors } = await setUp(t.context.ends, inTurn('hang', LIST, OPEN));
  await until(() => kube.calls.length === 2);
  await settle(clock, 29_999);
  t.deepEqual(errors, []);
  clock.advance(1);
  await until(() => errors.length === 1);
  t.regex(errors[0] ?? '', /nothing was heard from the API server for 30 s/);
});

test('a list that expires between pages begins anew, and in the end comes in one piece', async (t) => {
  let restarts = 0;
  const { kube, reflector, told } = await setUp(t.context.ends, (call) => {
    switch (purposeOf(call)) {
      case 'list':
        return call.query['limit'] === undefined
          ? listOf('20', [object('a', '5'), object('b', '6')])
          : listOf('10', [object('a', '5')], `p${(restarts += 1)}`);
      case 'list after p1':
      case 'list after p2':
        return refused(410, 'Expired');
      case 'streaming list':
        return NO_STREAMING_LIST;
      default:
        return OPEN;
    }
  });
  await reflector.synced;
  t.deepEqual(told, ['= a b']);
  await until(() => kube.calls.map(purposeOf).includes('watch from 20'));
});

test('a restart of the API server costs the resumption of the watch and nothing else', async (t) => {
  const { kube, clock, reflector, told, purposes } = await setUp(t.context.ends, inTurn(LIST, OPEN));
  await until(() => reflector.stats().watching);
  await kube.die();
  for (const pause of [800, 1_600, 3_200]) {
    const { failures } = reflector.stats();
    await until(() => reflector.stats().failures > failures || failures > 2);
    await settle(clock, pause);
  }
  await kube.revive();
  await settle(clock, 30_000);
  await until(() => kube.streams.length === 2);
  kube.streams[1]?.send(added('b', '11'));
  await until(() => told.length === 2);
  t.is(purposes().at(-1), 'watch from 10');
});

test('a sink or a projection that throws does not end it', async (t) => {
  const told: string[] = [];
  const { kube, reflector } = await setUp(
    t.context.ends,
    inTurn(LIST, { events: [added('bad', '11'), added('odd', '12'), added('b', '13')], then: 'open' }),
    {
      project: ({ metadata }) => {
        if (metadata?.name === 'odd') throw new Error('odd object');
        return metadata?.name ?? '';
      },
      sink: {
        ...noting(told),
        apply: ({ object }) => {
          if (object === 'bad') throw new Error('bad sink');
          told.push(`+ ${object}`);
        },
      },
      onError: () => {
        throw new Error('bad listener');
      },
    },
  );
  await until(() => told.includes('+ b'));
  t.deepEqual(told, ['= a', '+ b']);
  t.is(reflector.stats().rejected, 2);
  t.is(kube.streams.length, 1);
});

test('a whole list that the sink throws at is asked for again', async (t) => {
  let tries = 0;
  const { clock, reflector, errors } = await setUp(t.context.ends, inTurn(LIST, LIST, OPEN), {
    sink: {
      ...noting([]),
      replace: () => {
        if ((tries += 1) === 1) throw new Error('bad sink');
      },
    },
  });
  await until(() => errors.length === 1);
  t.false(reflector.stats().synced);
  await settle(clock, 800);
  await reflector.synced;
  t.is(tries, 2);
});

test('relist tells the whole again', async (t) => {
  const { kube, reflector, told } = await setUp(
    t.context.ends,
    inTurn(LIST, OPEN, listOf('20', [object('b', '15')]), OPEN),
  );
  await until(() => reflector.stats().watching);
  reflector.relist();
  await until(() => kube.streams.length === 2);
  t.deepEqual(told, ['= a', '= b']);
  t.is(reflector.stats().failures, 0);
});

test('stop is silent, at any moment', async (t) => {
  for (const answers of [['hang'], [LIST, OPEN], ['reset']] as readonly (readonly Answer[])[]) {
    const { kube, reflector, errors } = await setUp(t.context.ends, inTurn(...answers));
    await until(() => kube.calls.length > answers.length);
    await new Promise((resolve) => setTimeout(resolve, 10));
    const before = errors.length;
    await reflector.stop();
    t.is(errors.length, before);
  }
});

test('synced rejects when it is stopped before', async (t) => {
  const { kube, reflector } = await setUp(t.context.ends, inTurn('hang'));
  await until(() => kube.calls.length === 2);
  await reflector.stop();
  await t.throwsAsync(reflector.synced, { message: /stopped before/ });
});

test('says how it is', async (t) => {
  const { kube, clock, reflector } = await setUp(t.context.ends, inTurn(LIST, OPEN));
  await until(() => reflector.stats().watching);
  clock.advance(5_000);
  kube.streams[0]?.send(added('b', '11'));
  await until(() => reflector.stats().events === 1);
  const clockPort: Clock = clock;
  t.like(reflector.stats(), {
    synced: true,
    lists: 2,
    watches: 2,
    failures: 0,
    failuresInARow: 0,
    lastError: null,
    lastContact: clockPort.now(),
  });
});
