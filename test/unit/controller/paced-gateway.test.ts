import test from 'ava';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import { paceGateway } from '../../../src/controller/paced-gateway.ts';
import { stageTimer } from '../../../src/controller/stages.ts';
import { createVirtualClock } from '../../helpers/virtual-clock.ts';
import { script } from './_leader.ts';

function setUp(putFrom: number) {
  const clock = createVirtualClock(1000);
  const stages: string[] = [];
  const scripted = script({ onPut: () => clock.sleep(40) });
  const time = stageTimer(clock, (stage, ms) => stages.push(`${stage} ${ms}`));
  const paced = paceGateway(scripted.gateway, clock, time, () => putFrom);
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

test('a PUT that is given up while it waits is not sent', async (t) => {
  const { paced, steps } = setUp(2000);
  const stopping = new AbortController();
  const put = paced.put(BLANK_GATEWAY, stopping.signal);
  stopping.abort(new Error('stopped'));
  await t.throwsAsync(put, { message: 'stopped' });
  t.deepEqual(steps, []);
});
