import test from 'ava';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import { guardFirewallPolicies, guardGateway } from '../../../src/controller/guarded-gateway.ts';
import { createVirtualClock } from '../../helpers/virtual-clock.ts';
import { armError, inState, script, type Script, STARTED } from './_leader.ts';

/** One PUT and its operation; what was done, and how it failed. */
async function put(words: Script): Promise<readonly string[]> {
  const { gateway, lease, steps } = script(words);
  try {
    const operation = await guardGateway(gateway, lease, createVirtualClock()).put(BLANK_GATEWAY);
    await operation.wait();
    return steps;
  } catch (error) {
    const { name, message, code } = error as Error & { readonly code?: string };
    return [...steps, `${name} ${code ?? message}`];
  }
}

const URL = '/operations/new';
const rejects = (error: Error) => async (): Promise<never> => {
  throw error;
};

for (const [title, words, steps] of [
  [
    'intent, URL and end are written down',
    {},
    ['record intent', 'put', `record ${URL}`, `wait ${URL}`, 'record none'],
  ],
  ['without a fresh Lease nothing is sent', { isFresh: false }, ['ArmError NotLeader']],
  [
    'where the intent cannot be written down nothing is sent',
    { refuses: () => true },
    ['record intent', 'ArmError NotLeader'],
  ],
  [
    'a refusal started nothing: the intent goes',
    { onPut: rejects(armError({ statusCode: 400 })) },
    ['record intent', 'put', 'record none', 'ArmError C'],
  ],
  [
    'a refusal stays what it is where the Lease is lost meanwhile',
    { onPut: rejects(armError({ statusCode: 400 })), refuses: (record) => record === null },
    ['record intent', 'put', 'record none', 'ArmError C'],
  ],
  [
    'after a lost connection the intent stays',
    { onPut: rejects(armError()) },
    ['record intent', 'put', 'ArmError C'],
  ],
  [
    'a failed operation is over',
    { onWait: rejects(armError()) },
    ['record intent', 'put', `record ${URL}`, `wait ${URL}`, 'record none', 'ArmError C'],
  ],
  [
    'a wait that is given up leaves the record to the successor',
    { onWait: rejects(new Error('aborted')) },
    ['record intent', 'put', `record ${URL}`, `wait ${URL}`, 'Error aborted'],
  ],
  [
    'an operation that runs is followed, written down or not',
    { refuses: (record) => record === null || record.operationUrl !== null },
    ['record intent', 'put', `record ${URL}`, `wait ${URL}`, 'record none'],
  ],
] as const satisfies readonly (readonly [string, Script, readonly string[]])[]) {
  test(`put: ${title}`, async (t) => t.deepEqual(await put(words), steps));
}

for (const [title, states, record, seen] of [
  ['nobody writes', ['Succeeded'], null, 0],
  ['somebody else does', ['Updating', 'Updating', 'Succeeded'], null, 2],
  ['an earlier leader does, whose operation is ours', ['Succeeded'], STARTED, 0],
] as const) {
  test(`get: operations of others are told: ${title}`, async (t) => {
    const { gateway, lease } = script({ states: states.map(inState), record });
    const clock = createVirtualClock();
    let others = 0;
    const read = guardGateway(
      gateway,
      lease,
      clock,
      () => 0.5,
      () => (others += 1),
    ).get();
    await clock.pass(60_000);
    await read;
    t.is(others, seen);
  });
}

test('get: what an earlier leader started comes to its end first', async (t) => {
  const { gateway, lease, steps } = script({ record: STARTED });
  await guardGateway(gateway, lease, createVirtualClock()).get();
  t.deepEqual(steps, ['wait /operations/1', 'record none', 'get']);
});

for (const [isFresh, expected] of [
  [true, ['write /p', 'remove /p', 'list']],
  [false, ['NotLeader', 'NotLeader', 'list']],
] as const) {
  test(`policies beside the gateway, Lease ${isFresh ? 'fresh' : 'old'}`, async (t) => {
    const { lease } = script({ isFresh });
    const steps: string[] = [];
    const done = (step: string) => async (id?: string) => void steps.push(id ? `${step} ${id}` : step);
    const policies = guardFirewallPolicies(
      {
        read: async () => null,
        write: done('write'),
        remove: done('remove'),
        list: async () => (steps.push('list'), []),
      },
      lease,
    );
    const failed = (error: { readonly code?: string }): void => void steps.push(String(error.code));
    await policies.write('/p', { properties: {} }).catch(failed);
    await policies.remove('/p').catch(failed);
    await policies.list();
    t.deepEqual(steps, expected);
  });
}
