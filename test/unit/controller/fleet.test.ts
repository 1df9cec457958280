import test from 'ava';
import { startFleet, type Fleet } from '../../../src/controller/fleet.ts';
import type { GatewayObject } from '../../../src/controller/ports.ts';
import { createVirtualClock } from '../../helpers/virtual-clock.ts';
import { configOf, gatewayId, objectOf } from './_gateways.ts';

function world(first: readonly GatewayObject[], flags: Readonly<Record<string, unknown>> = {}) {
  const clock = createVirtualClock();
  const listeners = new Set<() => void>();
  const log: string[] = [];
  const failing = new Set<string>();
  const slow = new Set<string>();
  const bugs = new Map<string, (error: Error) => void>();
  let objects = first;
  const fleet: Fleet = startFleet({
    config: configOf(flags),
    clock,
    objects: {
      current: () => objects,
      subscribe: (onChange) => {
        listeners.add(onChange);
        return () => listeners.delete(onChange);
      },
    },
    start: async ({ resourceId }) => {
      const name = resourceId.split('/').at(-1)!;
      if (failing.has(name)) throw new Error(`no ${name}`);
      if (slow.has(name)) await clock.sleep(60_000);
      log.push(`start ${name}`);
      const ended = new Promise<void>((_, reject) => bugs.set(name, reject));
      return {
        ended,
        stop: async () => {
          await clock.sleep(10);
          log.push(`stop ${name}`);
        },
      };
    },
    refuse: async ({ name }, { reason }) => {
      if (failing.has(name)) throw new Error(`not told ${name}`);
      log.push(`refuse ${name} ${reason}`);
    },
    onError: ({ message }) => log.push(message),
  });
  /** What happened since the last call. */
  const happened = async (ms = 100): Promise<readonly string[]> => {
    await clock.pass(ms);
    return log.splice(0);
  };
  return {
    fleet,
    clock,
    failing,
    slow,
    bugs,
    happened,
    change: (...next: readonly GatewayObject[]): Promise<readonly string[]> => {
      objects = next;
      for (const listener of listeners) listener();
      return happened();
    },
  };
}

const [A, B] = [objectOf('a', 'one', { age: 1 }), objectOf('b', 'two', { age: 2 })];

test('a member for the flag and for each object', async (t) => {
  const { happened } = world([A, B], { gatewayId: gatewayId('flag') });
  t.deepEqual(await happened(), ['start flag', 'start one', 'start two']);
});

test('members come and go with their objects; the others go on', async (t) => {
  const { happened, change } = world([A]);
  await happened();
  t.deepEqual(await change(A, B), ['start two']);
  t.deepEqual(await change(B), ['stop one']);
  t.deepEqual(await change({ ...B }), []);
});

test('a changed spec makes a new member of its own gateway alone', async (t) => {
  const { happened, change } = world([A, B]);
  await happened();
  const spec = { replaceForeign: ['old'] };
  t.deepEqual(await change(objectOf('a', 'one', { generation: 2, spec }), B), ['stop one', 'start one']);
});

test('a gateway that goes from one object to another has one member at a time', async (t) => {
  const { happened, change } = world([A]);
  await happened();
  t.deepEqual(await change(objectOf('c', 'one', { age: 3 })), ['stop one', 'start one']);
});

test('the younger of two is told once, and takes over when the older goes', async (t) => {
  const younger = objectOf('c', 'one', { age: 3 });
  const { happened, change } = world([A, younger]);
  t.deepEqual(await happened(), ['start one', 'refuse c DuplicateGateway']);
  t.deepEqual(await change(A, younger), []);
  t.deepEqual(await change(younger), ['stop one', 'start one']);
  t.deepEqual(await change(A, younger), ['stop one', 'start one', 'refuse c DuplicateGateway']);
});

test('a spec that went bad is told, and its member goes on', async (t) => {
  const { happened, change } = world([A]);
  await happened();
  const problem = { field: 'spec', reason: 'r' };
  const bad = { ...A, generation: 2, problem };
  t.deepEqual(await change(bad), ['refuse a InvalidSpec']);
  t.deepEqual(await change({ ...bad, generation: 3 }), ['refuse a InvalidSpec']);
  t.deepEqual(await change({ ...A, generation: 4, good: { ...A.good!, generation: 4 } }), [
    'stop one',
    'start one',
  ]);
});

test('a start that fails is tried again, and harms nobody else', async (t) => {
  const { happened, failing } = world([A, B]);
  failing.add('one');
  t.deepEqual(await happened(), ['start two', 'no one']);
  failing.clear();
  t.deepEqual(await happened(29_000), []);
  t.deepEqual(await happened(1000), ['start one']);
});

test('a refusal that could not be told is told later', async (t) => {
  const { happened, failing } = world([A, objectOf('c', 'one', { age: 3 })]);
  failing.add('c');
  t.deepEqual(await happened(), ['start one', 'not told c']);
  failing.clear();
  t.deepEqual(await happened(30_000), ['refuse c DuplicateGateway']);
});

test('stops all members, and starts none any more', async (t) => {
  const { fleet, happened, change } = world([A, B]);
  await happened();
  const stopped = fleet.stop();
  t.deepEqual(await happened(), ['stop one', 'stop two']);
  await stopped;
  t.deepEqual(await change(A, B, objectOf('c', 'three')), []);
});

test('a bug of one member ends the fleet', async (t) => {
  const { fleet, happened, bugs } = world([A]);
  await happened();
  bugs.get('one')!(new Error('bug'));
  await t.throwsAsync(fleet.ended, { message: 'bug' });
});

test('stopping stops at once what runs, and what is being started as soon as it has', async (t) => {
  const { fleet, happened, slow, change } = world([A]);
  await happened();
  slow.add('two');
  t.deepEqual(await change(A, B), []);
  const stopped = fleet.stop();
  t.deepEqual(await happened(), ['stop one']);
  t.deepEqual(await happened(60_000), ['start two', 'stop two']);
  await stopped;
});
