import test from 'ava';
import { ingress, service } from '../../helpers/objects.ts';
import { armError, inState } from './_leader.ts';
import { outcomes, puts, start, WEB } from './_runner.ts';

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
  setup.change([...WEB, ingress({ name: 'b', age: 2, rules: { 'a.com': ['/b'] } })]);
  await setup.clock.pass(5000);
  t.is(setup.sent.length, 2);
});

test('what came during an operation goes out with the next, and does not start another look after it', async (t) => {
  const waits: number[] = [];
  const onArrived = (ms: readonly number[]): void => void waits.push(...ms);
  const setup = start(t, { onWait: () => setup.clock.sleep(20_000) }, 'apply', { onArrived });
  await setup.clock.pass(1000);
  const second = [...WEB, ingress({ name: 'b', age: 2, rules: { 'a.com': ['/b'] } })];
  setup.change(second);
  setup.change([...second, ingress({ name: 'c', age: 3, rules: { 'a.com': ['/c'] } })]);
  await setup.clock.pass(46_000);
  t.deepEqual(waits, [20_250, 44_250, 44_250]);
  t.is(setup.sent.length, 2);
  await setup.clock.pass(4000);
  const before = setup.reads.length;
  setup.change([
    ...second,
    ingress({ name: 'c', age: 3, rules: { 'a.com': ['/c'] } }),
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

test('what was undone before anybody looked is sent again too, and not taken for what does not take', async (t) => {
  const before = inState('Succeeded');
  const setup = start(t, { states: [before, inState('Updating'), before] });
  await setup.clock.pass(20_000);
  t.deepEqual(outcomes(setup), ['applied', 'lost']);
  await setup.clock.pass(20_000);
  t.is(puts(setup), 2);
});

test('a change of an object does not wait for that', async (t) => {
  const setup = start(t);
  await setup.clock.pass(40_000);
  (setup.sent as unknown[]).push(inState('Succeeded'));
  await setup.clock.pass(21_000);
  setup.change([...WEB, ingress({ name: 'b', age: 2, rules: { 'a.com': ['/b'] } })]);
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
  setup.change([...WEB, ingress({ name: 'b', age: 2, rules: { 'a.com': ['/b'] } })]);
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

test('what is urgent waits for its neighbours alone, and a second after a PUT', async (t) => {
  const setup = start(t);
  await setup.clock.pass(1000);
  const urgent = ingress({ name: 'b', age: 2, rules: { 'b.com': ['/'] } });
  setup.change([...WEB, urgent]);
  await setup.clock.pass(249);
  t.is(puts(setup), 1);
  await setup.clock.pass(1);
  t.is(puts(setup), 2, 'a second after the first');
  await setup.clock.pass(60_000);
  setup.change([...WEB, urgent, ingress({ name: 'c', age: 2, rules: { 'c.com': ['/'] } })]);
  await setup.clock.pass(50);
  t.is(puts(setup), 3);
});

test('something urgent cuts the wait of something else short', async (t) => {
  const setup = start(t);
  await setup.clock.pass(1000);
  const usual = ingress({ name: 'b', age: 2, rules: { 'a.com': ['/b'] } });
  setup.change([...WEB, usual]);
  await setup.clock.pass(1000);
  t.is(puts(setup), 1);
  setup.change([...WEB, usual, ingress({ name: 'c', age: 2, rules: { 'c.com': ['/'] } })]);
  await setup.clock.pass(60);
  t.is(puts(setup), 2);
});

test('what comes up as urgent during an operation goes out a second after it', async (t) => {
  const setup = start(t, { onWait: () => setup.clock.sleep(20_000) });
  await setup.clock.pass(1000);
  for (const path of ['/b', '/c']) {
    setup.change([...WEB, ingress({ name: 'b', age: 2, rules: { 'a.com': [path] } })]);
    await setup.clock.pass(1000);
  }
  setup.change([...WEB, ingress({ name: 'c', age: 2, rules: { 'c.com': ['/'] } })]);
  await setup.clock.pass(17_250 + 1000);
  t.is(puts(setup), 2);
  await setup.clock.pass(30_000);
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

const LOST_RACE = armError({ kind: 'conflict', code: 'PreconditionFailed', statusCode: 412 });
const SUPERSEDED = armError({ kind: 'conflict', code: 'CanceledAndSupersededDueToAnotherOperation' });

for (const [times, told, took] of [
  [1, 'applied', 250],
  [2, 'failed', 250],
] as const) {
  test(`a lost race is planned again at once, and only then told: ${times} times`, async (t) => {
    let left: number = times;
    const onPut = async (): Promise<void> => {
      if (left-- > 0) throw LOST_RACE;
    };
    const setup = start(t, { onPut });
    await setup.clock.pass(took);
    t.deepEqual(outcomes(setup), [told]);
    t.is(puts(setup), 2);
    t.is(setup.steps.filter((step) => step === 'record none').length, times + (told === 'applied' ? 1 : 0));
  });
}

test('what another writes while a PUT waits for its time is read and planned for', async (t) => {
  const seen: string[] = [];
  const setup = start(t, {}, 'apply', { onPut: () => seen.push('put') });
  await setup.clock.pass(1000);
  setup.change([...WEB, ingress({ name: 'b', age: 2, rules: { 'a.com': ['/b'] } })]);
  await setup.clock.pass(4200);
  t.is(setup.reads.at(-1), 5150);
  const theirs = { ...setup.sent.at(-1)!, tags: { by: 'somebody' } };
  (setup.sent as unknown[]).push(theirs);
  await setup.clock.pass(100);
  t.deepEqual(setup.reads.slice(-2), [5250, 5250]);
  t.deepEqual(setup.sent.at(-1)?.tags, { by: 'somebody' });
  t.is(seen.length, 2);
  t.deepEqual([...new Set(outcomes(setup))], ['applied']);
});

test('operations that another cuts short again and again come ever later, and it is said', async (t) => {
  const setup = start(t, { states: [inState('Succeeded')], onWait: () => Promise.reject(SUPERSEDED) });
  await setup.clock.pass(3_600_000);
  t.true(puts(setup) <= 12, `${puts(setup)} PUTs`);
  const codes = setup.published.at(-1)!.outcome.diagnostics.map(({ code }) => code);
  t.deepEqual(codes.slice(0, 1), ['SECOND_WRITER']);
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
