import { setImmediate } from 'node:timers/promises';
import test from 'ava';
import { tellUnserved } from '../../../../src/cli/run/unserved.ts';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import { loadConfig } from '../../../../src/config/load.ts';
import { createManualClock } from '../../../helpers/manual-clock.ts';
import { ingress, ingressClass } from '../../../helpers/objects.ts';

const MINUTE = 60_000;

function setUp() {
  const clock = createManualClock();
  const term = new AbortController();
  const listeners = new Set<() => void>();
  const world = { ingresses: [ingress({ name: 'web', className: 'bare' })] };
  const told: string[] = [];
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  tellUnserved({
    config: loadConfig({ flags: {}, environment: {} }),
    source: {
      snapshot: () => ({
        snapshot: createSnapshot([...world.ingresses, ingressClass({ name: 'bare' })], 0),
        diagnostics: [],
      }),
      subscribe,
    },
    gateways: { current: () => [], subscribe },
    recordEvents: async (diagnostics) => {
      told.push(diagnostics.map(({ object }) => object!.name).join());
      term.signal.throwIfAborted();
    },
    clock,
    signal: term.signal,
  });
  const pass = async (ms: number): Promise<readonly string[]> => {
    clock.advance(ms);
    await setImmediate();
    return told.splice(0);
  };
  const change = (): void => {
    for (const listener of listeners) listener();
  };
  return { pass, change, world, listeners, end: () => term.abort() };
}

test('once, not at every change, and again before the Event is forgotten', async (t) => {
  const { pass, change } = setUp();
  t.deepEqual(await pass(0), ['web']);
  change();
  t.deepEqual(await pass(29 * MINUTE), []);
  t.deepEqual(await pass(MINUTE), ['web']);
  t.deepEqual(await pass(30 * MINUTE), ['web']);
});

test('what is new is told at once, and what is served now no more', async (t) => {
  const { pass, change, world } = setUp();
  await pass(0);
  world.ingresses.push(ingress({ name: 'later', className: 'bare' }));
  change();
  t.deepEqual(await pass(0), ['later,web']);
  world.ingresses.length = 0;
  change();
  t.deepEqual(await pass(0), ['']);
  t.deepEqual(await pass(30 * MINUTE), []);
});

test('nothing after we led, and nobody listens on', async (t) => {
  const { pass, listeners, end } = setUp();
  await pass(0);
  end();
  t.deepEqual(await pass(60 * MINUTE), []);
  t.is(listeners.size, 0);
});
