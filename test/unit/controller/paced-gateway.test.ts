import test from 'ava';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import { paceGateway } from '../../../src/controller/paced-gateway.ts';
import { stageTimer } from '../../../src/controller/stages.ts';
import { createVirtualClock } from '../../helpers/virtual-clock.ts';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { inState, script } from './_leader.ts';

function setUp(putFrom: number) {
  const clock = createVirtualClock(1000);
  const stages: string[] = [];
  const scripted = script({ onPut: () => clock.sleep(40) });
  const time = stageTimer(clock, (stage, ms) => stages.push(`${stage} ${ms}`));
  const paced = paceGateway(scripted.gateway, { clock, time, putFrom: () => putFrom });
  return { clock, stages, steps: scripted.steps, paced };
}

for (const [title, putFrom, sentAt] of [
  ['before its time a PUT waits', 1070, 1070],
  ['at its time it does not', 1000, 1000],
  ['nor ever where there is no floor', -Infinity, 1000],
] as const) {
  test(title, async (t) => {
    const { clock, paced, stages, steps } = setUp(putFrom);
    const put = paced.put(BLANK_GATEWAY);
    await clock.pass(sentAt - 1000 - 1);
    t.deepEqual(steps, sentAt === 1000 ? ['put'] : []);
    await clock.pass(100);
    await put;
    t.deepEqual(steps, ['put']);
    t.deepEqual(stages, ['put 40']);
  });
}

test('a GET never waits', async (t) => {
  const { paced, stages } = setUp(2000);
  await paced.get();
  t.deepEqual(stages, ['get 0']);
});

const CHANGED = inState('Succeeded');
const tagged = (etag: string, live: RawGateway = BLANK_GATEWAY): RawGateway => ({ ...live, etag });

for (const [title, states, after, expected] of [
  ['another etag: not sent', [tagged('1'), tagged('2')], 0, ['get', 'get']],
  ['the same etag: sent', [tagged('1'), tagged('1', CHANGED)], 0, ['get', 'get', 'put']],
  ['no etag, other content: not sent', [BLANK_GATEWAY, CHANGED], 0, ['get', 'get']],
  ['no etag, the same content: sent', [BLANK_GATEWAY, { ...BLANK_GATEWAY }], 0, ['get', 'get', 'put']],
  ['without a wait it is not read again', [tagged('1'), tagged('2')], 70, ['get', 'put']],
  ['but it is if planning took long', [tagged('1'), tagged('2')], 1001, ['get', 'get']],
] as const) {
  test(`after a wait the gateway is read again; ${title}`, async (t) => {
    const clock = createVirtualClock(1000);
    const { gateway, steps } = script({ states });
    let puts = 0;
    const paced = paceGateway(gateway, {
      clock,
      time: stageTimer(clock, () => undefined),
      putFrom: () => 1070,
      onPut: () => (puts += 1),
    });
    await paced.get();
    await clock.pass(after);
    const put = paced.put(BLANK_GATEWAY).then(
      () => null,
      (error: unknown) => error,
    );
    await clock.pass(70);
    const error = await put;
    t.deepEqual(steps, expected);
    const isSent = steps.at(-1) === 'put';
    t.is(puts, isSent ? 1 : 0);
    if (isSent) t.is(error, null);
    else t.like(error, { code: 'PreconditionFailed', kind: 'conflict', statusCode: 412 });
  });
}

test('a PUT that is given up while it waits is not sent', async (t) => {
  const { paced, steps } = setUp(2000);
  const stopping = new AbortController();
  const put = paced.put(BLANK_GATEWAY, stopping.signal);
  stopping.abort(new Error('stopped'));
  await t.throwsAsync(put, { message: 'stopped' });
  t.deepEqual(steps, []);
});
