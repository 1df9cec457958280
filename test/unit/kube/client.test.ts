import test, { type ExecutionContext } from 'ava';
import { KubeError } from '../../../src/kube/kube-error.ts';
import { createManualClock, until } from '../../helpers/manual-clock.ts';
import { refused, scriptedKube, type Answer, type ScriptedKube } from '../../helpers/scripted-kube.ts';

const clock = createManualClock();
async function answering(t: ExecutionContext, answer: Answer): Promise<ScriptedKube> {
  const kube = await scriptedKube(clock, () => answer);
  t.teardown(() => kube.close());
  return kube;
}

test('JSON goes out and comes in', async (t) => {
  const kube = await answering(t, { body: { ä: 1 } });
  const answer = await kube.client.request({
    method: 'PATCH',
    path: '/api/v1/x',
    query: { a: 'b c', none: undefined, n: 5 },
    contentType: 'application/merge-patch+json',
    body: { b: 'ö' },
  });
  t.deepEqual(answer, { ä: 1 });
  t.like(kube.calls[0], {
    method: 'PATCH',
    path: '/api/v1/x',
    query: { a: 'b c', n: '5' },
    body: { b: 'ö' },
  });
  t.like(kube.calls[0]?.headers, {
    'content-type': 'application/merge-patch+json',
    accept: 'application/json',
    'user-agent': 'appgw-ingress/test',
  });
});

const refusing = test.macro(async (t, answer: Answer, expected: Partial<KubeError>) => {
  const kube = await answering(t, answer);
  const error = await t.throwsAsync(kube.client.request({ path: '/x' }), { instanceOf: KubeError });
  t.like(error, expected);
});
test('a refusal says what the Status says', refusing, refused(403, 'Forbidden'), {
  status: 403,
  reason: 'Forbidden',
  message: 'Forbidden (scripted)',
  retryAfterMs: null,
});
test('Retry-After in seconds', refusing, refused(429, 'TooManyRequests', { 'retry-after': '4' }), {
  retryAfterMs: 4_000,
});
test(
  'Retry-After as a date',
  refusing,
  refused(503, 'Unavailable', { 'retry-after': 'Sat, 21 Nov 2026 00:00:09 GMT' }),
  { retryAfterMs: 9_000 },
);
test(
  'Retry-After in the Status',
  refusing,
  { status: 429, body: { details: { retryAfterSeconds: 2 } } },
  {
    retryAfterMs: 2_000,
    reason: 'Http429',
  },
);
test(
  'a refusal that is no Status',
  refusing,
  { status: 502, body: 'bad gateway' },
  {
    status: 502,
    reason: 'Http502',
  },
);
test('a lost connection has its cause', refusing, 'reset', { status: null, reason: 'ConnectionFailed' });

test('an answer that is no JSON', async (t) => {
  const kube = await answering(t, { events: ['x'], end: 'open' });
  const answer = kube.client.request({ path: '/x' });
  await until(() => kube.streams.length === 1);
  kube.streams[0]?.raw('{');
  kube.streams[0]?.end();
  // What the engine says quotes the text, which may be a Secret's.
  t.like(await t.throwsAsync(answer), { reason: 'Malformed', status: null, cause: undefined });
});

test('lines come as they are written, whatever the pieces', async (t) => {
  const kube = await answering(t, { events: [], end: 'open' });
  const seen: string[] = [];
  const reading = (async () => {
    for await (const line of kube.client.lines({ path: '/x' })) seen.push(line);
  })();
  await until(() => kube.streams.length === 1);
  kube.streams[0]?.raw('one\ntw');
  await until(() => seen.length === 1);
  kube.streams[0]?.raw('o\n\nthr');
  await until(() => seen.length === 2);
  kube.streams[0]?.raw('ee\n');
  kube.streams[0]?.end();
  await reading;
  t.deepEqual(seen, ['one', 'two', 'three']);
});

test('the reason of an abort is what is thrown', async (t) => {
  const kube = await answering(t, 'hang');
  const aborting = new AbortController();
  const answer = kube.client.request({ path: '/x', signal: aborting.signal });
  await until(() => kube.calls.length === 1);
  aborting.abort(new Error('enough'));
  await t.throwsAsync(answer, { message: 'enough' });
});

test('who stops reading lines closes the connection', async (t) => {
  const kube = await answering(t, { events: ['a', 'b'], end: 'open' });
  for await (const line of kube.client.lines({ path: '/x' })) {
    t.is(line, '"a"');
    break;
  }
  await t.notThrowsAsync(kube.die());
});
