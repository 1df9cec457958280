import test from 'ava';
import { until } from '../../helpers/manual-clock.ts';
import { bookmark, refused, type Answer } from '../../helpers/scripted-kube.ts';
import { added, errorEvent, inTurn, LIST, OPEN, settle, setUp } from './_reflector.ts';

/** After a list at version 10 and the event at 11: what the server does next, when it is asked again, and for what. */
const breaks = test.macro({
  exec: async (t, answer: Answer, pause: number, next: string, message: RegExp | null) => {
    const { kube, clock, reflector, told, errors, purposes } = await setUp(
      t,
      inTurn(LIST, { events: [added('b', '11')], end: 'close' }, answer, next === 'list' ? LIST : OPEN, OPEN),
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

const gone = { events: [errorEvent(410, 'Expired')], end: 'close' } as const;
const lineOf = (text: string): Answer => ({ events: [text], end: 'close' });
test('connection reset', breaks, 'reset', 800, 'watch from 11', /connection to the API server failed/);
test('reset in the stream', breaks, { events: [], end: 'reset' }, 800, 'watch from 11', /failed/);
test('closed at once', breaks, { events: [], end: 'close' }, 800, 'watch from 11', /without an event/);
test('HTTP 500', breaks, refused(500, 'InternalError'), 800, 'watch from 11', /InternalError/);
test('HTTP 503', breaks, refused(503, 'ServiceUnavailable'), 800, 'watch from 11', /ServiceUnavailable/);
test('HTTP 403', breaks, refused(403, 'Forbidden'), 800, 'watch from 11', /Forbidden/);
test(
  '429 with Retry-After',
  breaks,
  refused(429, 'TooManyRequests', { 'retry-after': '7' }),
  7_500,
  'watch from 11',
  /TooMany/,
);
test(
  '503 with Retry-After',
  breaks,
  refused(503, 'Unavailable', { 'retry-after': '3' }),
  3_500,
  'watch from 11',
  /Unavail/,
);
test('HTTP 410', breaks, refused(410, 'Expired'), 500, 'list', /Expired/);
test('410 in the stream', breaks, gone, 500, 'list', /Expired/);
test(
  '500 in the stream',
  breaks,
  { events: [errorEvent(500, 'InternalError')], end: 'close' },
  800,
  'list',
  /InternalError/,
);
test('malformed event', breaks, lineOf('no event'), 800, 'list', /no object/);
test(
  'version of a restored server',
  breaks,
  {
    status: 504,
    body: { code: 504, reason: 'Timeout', message: 'Too large resource version: 11, current: 7' },
  },
  500,
  'list',
  /Too large/,
);

test('a line that is no JSON makes it list again, a cut one resumes', async (t) => {
  const { kube, clock, reflector, errors, purposes } = await setUp(t, inTurn(LIST, OPEN, OPEN, LIST, OPEN));
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
    t,
    inTurn(LIST, bad, bad, bad, { events: [added('b', '11')], end: 'reset' }, bad, OPEN),
  );
  for (const [calls, pause] of [
    [3, 800],
    [4, 1_600],
    [5, 3_200],
    [6, 800],
    [7, 1_600],
  ] as const) {
    await until(() => reflector.stats().failures === calls - 2);
    await settle(clock, pause - 1);
    t.is(kube.calls.length, calls);
    clock.advance(1);
    await until(() => kube.calls.length === calls + 1);
  }
});

test('a watch that was good although nothing came is resumed after a second', async (t) => {
  const { kube, clock, reflector, errors } = await setUp(t, inTurn(LIST, OPEN));
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

test('bookmarks are a sign of life and a place to resume; after silence the watch is opened anew', async (t) => {
  const { kube, clock, reflector, errors, purposes } = await setUp(t, inTurn(LIST, OPEN, 'reset', OPEN));
  await until(() => reflector.stats().watching);
  clock.advance(60_000);
  kube.streams[0]?.send(bookmark('20'));
  await until(() => reflector.stats().lastContact === clock.now());
  await settle(clock, 89_999);
  t.deepEqual([errors, kube.streams.length], [[], 1]);
  clock.advance(1);
  await until(() => !reflector.stats().watching);
  t.deepEqual(errors, [], 'a quiet kind, for all that is known');
  await settle(clock, 1000);
  await until(() => errors.length === 1);
  t.is(reflector.stats().failures, 1, 'the server is away');
  await settle(clock, 800);
  await until(() => kube.streams.length === 2);
  t.is(purposes().at(-1), 'watch from 20');
});

test('a page that takes its time is waited for as long as something comes', async (t) => {
  const { kube, clock, errors } = await setUp(t, inTurn('hang', LIST, OPEN));
  await until(() => kube.calls.length === 2);
  await settle(clock, 29_999);
  t.deepEqual(errors, []);
  clock.advance(1);
  await until(() => errors.length === 1);
  t.regex(errors[0] ?? '', /nothing was heard from the API server for 30 s/);
});

test('lost history is listed anew at once after an outage, but not in a tight loop', async (t) => {
  const expired = refused(410, 'Expired');
  const { kube, clock, reflector } = await setUp(
    t,
    inTurn(LIST, 'reset', expired, LIST, expired, LIST, OPEN),
  );
  for (const [failures, pause] of [
    [1, 800],
    [2, 500],
    [3, 3_200],
  ] as const) {
    await until(() => reflector.stats().failures === failures);
    const calls = kube.calls.length;
    await settle(clock, pause - 1);
    t.is(kube.calls.length, calls);
    clock.advance(1);
    await until(() => kube.calls.length > calls);
  }
  await until(() => reflector.stats().watching);
});
