import test from 'ava';
import { ArmError } from '../../../src/controller/arm-error.ts';
import { createHealthChecks } from '../../../src/controller/health-checks.ts';
import { createVirtualClock } from '../../helpers/virtual-clock.ts';

const BODY = {
  backendAddressPools: [
    {
      backendAddressPool: { id: '/p' },
      backendHttpSettingsCollection: [{ servers: [{ address: '10.0.0.1', health: 'Up' }] }],
    },
  ],
};

function world(answers: readonly unknown[]) {
  const clock = createVirtualClock();
  const left = [...answers];
  const asked: number[] = [];
  const errors: Error[] = [];
  let heard = 0;
  const term = new AbortController();
  const checks = createHealthChecks({
    clock,
    readHealth: async () => {
      asked.push(clock.now());
      const answer = left.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
    onAnswer: () => (heard += 1),
    onError: (error) => errors.push(error),
    signal: term.signal,
  });
  return { clock, checks, asked, errors, term, heard: () => heard };
}

test('an answer holds for ten seconds, in which nobody asks again', async (t) => {
  const { clock, checks, asked, heard } = world([BODY, BODY]);
  t.is(checks.lately('g'), null);
  for (let second = 0; second < 10; second += 1) {
    checks.ask('g');
    await clock.pass(1_000);
    t.deepEqual([...(checks.lately('g')?.get('p') ?? [])], second < 9 ? ['10.0.0.1'] : []);
  }
  t.deepEqual(asked, [0]);
  t.is(heard(), 2, 'when it came, and when it is time to ask again');
  checks.ask('g');
  await clock.pass(1);
  t.deepEqual(asked, [0, 10_000]);
});

test('each gateway for itself', async (t) => {
  const { clock, checks, asked } = world([BODY, BODY]);
  checks.ask('g');
  checks.ask('h');
  await clock.pass(1);
  t.is(asked.length, 2);
});

test('no answer is told, and asked for again after the pause', async (t) => {
  const { clock, checks, asked, errors } = world([
    new ArmError({ code: 'Busy', kind: 'transient', message: 'busy' }),
    BODY,
  ]);
  checks.ask('g');
  await clock.pass(10_000);
  t.is(errors.length, 1);
  t.is(checks.lately('g'), null);
  checks.ask('g');
  await clock.pass(1);
  t.truthy(checks.lately('g'));
  t.is(asked.length, 2);
});

test('nothing goes on after the end', async (t) => {
  const { clock, checks, term, heard } = world([BODY]);
  checks.ask('g');
  await clock.pass(1);
  term.abort();
  await clock.pass(20_000);
  t.is(heard(), 1);
});
