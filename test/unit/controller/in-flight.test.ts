import test from 'ava';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { finishPending, isUpdating, readQuiet } from '../../../src/controller/in-flight.ts';
import { createVirtualClock } from '../../helpers/virtual-clock.ts';
import { armError, inState, INTENT, script, STARTED, type Script } from './_leader.ts';

const { signal } = new AbortController();
const HOUR = 60 * 60_000;

const withChild = (provisioningState: string): RawGateway => {
  const { properties, ...rest } = inState('Succeeded');
  return {
    ...rest,
    properties: { ...properties, probes: [{ name: 'p', properties: { provisioningState } }] },
  };
};

for (const [title, gateway, expected] of [
  ['updating', inState('Updating'), true],
  ['deleting', inState('Deleting'), true],
  ['succeeded', inState('Succeeded'), false],
  ['failed', inState('Failed'), false],
  ['only a child is updating', withChild('Updating'), true],
  ['children have succeeded', withChild('Succeeded'), false],
] as const) {
  test(`isUpdating: ${title}`, (t) => t.is(isUpdating(gateway), expected));
}

test('an operation of somebody else is waited out, with jitter', async (t) => {
  const clock = createVirtualClock();
  const states = [inState('Updating'), inState('Updating'), inState('Succeeded')];
  const { gateway, steps } = script({ states });
  const read = readQuiet(gateway, clock, signal);
  await clock.pass(7_999);
  t.true(steps.length < 4);
  await clock.pass(4_001);
  t.is((await read).properties['provisioningState'], 'Succeeded');
  t.is(steps.length, 3);
});

test('but not for more than an hour', async (t) => {
  const clock = createVirtualClock();
  const { gateway } = script({ states: [inState('Updating')] });
  const read = readQuiet(gateway, clock, signal);
  const refused = t.throwsAsync(read, { code: 'GatewayUpdatingTooLong' });
  await clock.pass(HOUR + 10_000);
  await refused;
});

async function finish(words: Script, ms = 60_000): Promise<readonly string[]> {
  const clock = createVirtualClock();
  const { gateway, lease, steps } = script(words);
  const finished = finishPending(gateway, lease, clock, signal).catch((error: Error) => error.message);
  await clock.pass(ms);
  const failure = await finished;
  return failure === undefined ? steps : [...steps, failure];
}

for (const [title, words, steps] of [
  ['nothing is under way', {}, []],
  ['an operation is followed, then forgotten', { record: STARTED }, ['wait /operations/1', 'record none']],
  [
    'how it ended does not matter',
    { record: STARTED, onWait: () => Promise.reject(armError()) },
    ['wait /operations/1', 'record none'],
  ],
  [
    'a bug does',
    { record: STARTED, onWait: () => Promise.reject(new Error('a bug')) },
    ['wait /operations/1', 'a bug'],
  ],
  ['an intended PUT may be on its way: two looks', { record: INTENT }, ['get', 'get', 'record none']],
  [
    'it was: it is waited out',
    { record: INTENT, states: [inState('Succeeded'), inState('Updating'), inState('Succeeded')] },
    ['get', 'get', 'get', 'record none'],
  ],
  [
    'where it cannot be forgotten, we do not lead',
    { record: STARTED, refuses: () => true },
    [
      'wait /operations/1',
      'record none',
      'The Lease could not be renewed in time; another replica may lead.',
    ],
  ],
] as const satisfies readonly (readonly [string, Script, readonly string[]])[]) {
  test(`finishPending: ${title}`, async (t) => t.deepEqual(await finish(words), steps));
}

test('finishPending: the two looks are ten seconds apart', async (t) => {
  const clock = createVirtualClock();
  const { gateway, lease, steps } = script({ record: INTENT });
  const finished = finishPending(gateway, lease, clock, signal);
  await clock.pass(9_999);
  t.deepEqual(steps, ['get']);
  await clock.pass(1);
  await finished;
  t.deepEqual(steps, ['get', 'get', 'record none']);
});
