import test from 'ava';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import type { EndpointSlice } from '../../../src/cluster/objects.ts';
import { damp, NOTHING_SEEN, type Damped } from '../../../src/controller/damping.ts';
import { slice } from '../../helpers/objects.ts';
import { createRandom } from '../../chaos/random.ts';

const ADDRESS = '10.0.0.1';
const MINUTE = 60;
const BESIDE = '10.0.0.2';

/** Seconds, then what the slices say of the address; what comes out, for as long as nothing else is said. */
type Said = readonly [at: number, ...slices: readonly EndpointSlice[]];
const up = (at: number): Said => [at, slice([ADDRESS, BESIDE])];
const down = (at: number): Said => [at, slice([`${ADDRESS} notReady`, BESIDE])];

function follow(history: readonly Said[], from = NOTHING_SEEN): readonly Damped[] {
  let state = from;
  return history.map(([at, ...slices]) => {
    const damped = damp(state, createSnapshot(slices, at * 1000));
    ({ state } = damped);
    return damped;
  });
}

const markOf = (damped: Damped | undefined, key = 'shop/web/', address = ADDRESS) =>
  damped?.snapshot.unsteadyEndpoints.get(key)?.get(address);

/** Seconds that it keeps its place after the last of the history; 0: it goes at once. */
const delay = test.macro({
  exec: (t, history: readonly Said[], expected: number) => {
    const last = follow([up(0), ...history]).at(-1)!;
    t.is(markOf(last)?.isKept ?? false, expected > 0);
    t.is(last.nextDueAt, expected === 0 ? null : (history.at(-1)![0] + expected) * 1000);
  },
  title: (name) => `delay: ${name}`,
});
const round = (at: number, seconds = 1): readonly Said[] => [down(at), up(at + seconds)];
const rounds = (count: number, every: number): readonly Said[] =>
  Array.from({ length: count }, (_, index) => round(10 + index * every)).flat();
test('the first time', delay, [down(10)], 0);
test('the second time', delay, [...rounds(1, 1), down(20)], 0);
test('the third time', delay, [...rounds(2, 5), down(20)], 60);
test('not ready all the time is one time', delay, [down(10), down(20), down(30), down(40)], 0);
test('the fourth time', delay, [...rounds(3, 5), down(30)], 120);
test('the sixth time', delay, [...rounds(5, 5), down(50)], 480);
test('the seventh time', delay, [...rounds(6, 5), down(60)], 600);
test('the twentieth time', delay, [...rounds(19, 5), down(200)], 600);
test('three times in more than ten minutes', delay, [...rounds(2, 300), down(610)], 0);
test('three times in just ten minutes', delay, [...rounds(2, 300), down(609)], 60);
test('quiet for ten minutes after its delay', delay, [...rounds(3, 5), down(20 + 11 * MINUTE)], 0);
test('quiet for less', delay, [...rounds(3, 5), down(19 + 11 * MINUTE)], 120);
test(
  'it ends or begins to end: that is no flapping',
  delay,
  [1, 2, 3, 4].flatMap((n) => [up(n * 10), [n * 10 + 5, slice([`${ADDRESS} terminating`])]] satisfies Said[]),
  0,
);

test('its delay ends', (t) => {
  const history = [up(0), ...rounds(2, 5), down(20), down(79.999), down(80)];
  const damped = follow(history).slice(-3);
  t.deepEqual(
    damped.map((step) => [markOf(step)?.isKept, step.nextDueAt]),
    [
      [true, 80_000],
      [true, 80_000],
      [false, null],
    ],
  );
});

test('what is told stays the same while it flaps, ready or not, and ends when it is forgotten', (t) => {
  const history = [up(0), ...rounds(9, 5), up(60 + 600), up(51 + 1200)];
  const told = follow(history).map((step) => markOf(step)?.flapping ?? null);
  t.deepEqual(told.slice(0, 5), [null, null, null, null, null]);
  for (const notice of told.slice(5, -1)) t.deepEqual(notice, { count: 3, keptUntil: 80_000 });
  t.is(told.at(-1), null);
});

test('slices that are cut anew are no change', (t) => {
  const apart = (at: number, state: string): Said => [
    at,
    slice([BESIDE], { name: 'a' }),
    slice([`${ADDRESS} ${state}`], { name: 'b' }),
  ];
  const history = [up(0), apart(1, 'notReady'), apart(2, 'ready'), down(3), up(4), apart(5, 'notReady')];
  t.true(markOf(follow(history).at(-1))?.isKept);
});

test('a slice that is away for a moment makes nothing forgotten', (t) => {
  const history: readonly Said[] = [up(0), ...rounds(2, 5), [17, slice([BESIDE])], up(18), down(20)];
  t.true(markOf(follow(history).at(-1))?.isKept);
});

test('each port of each Service, and each address, for itself', (t) => {
  const both = (at: number, state: string): Said => [
    at,
    slice([`${ADDRESS} ${state}`, BESIDE], { portName: 'http', name: 'a' }),
    slice([ADDRESS], { portName: 'admin', name: 'b' }),
    slice([ADDRESS], { service: 'api' }),
  ];
  const states = ['ready', 'notReady', 'ready', 'notReady', 'ready', 'notReady'];
  const last = follow(states.map((state, index) => both(index, state))).at(-1)!;
  t.deepEqual(
    [...last.snapshot.unsteadyEndpoints].map(([key, addresses]) => [key, [...addresses.keys()]]),
    [['shop/web/http', [ADDRESS]]],
  );
});

test('what is not ready at the start keeps its place for a minute, and has not dropped by that', (t) => {
  const [start, later] = follow([down(0), down(60)]);
  t.deepEqual([markOf(start), start!.nextDueAt], [{ isKept: true, flapping: null }, 60_000]);
  t.is(markOf(later), undefined);
  t.is(markOf(follow([down(0), ...rounds(2, 5)]).at(-2)), undefined, 'the second drop');
});

test('a Service that is new has no such past', (t) => {
  t.is(markOf(follow([[0], down(1)]).at(-1)), undefined);
});

test('a gated pod that waits for its gate alone counts as ready', (t) => {
  const gate = 'target-health.appgw-ingress.dev/k';
  const pod = (isReady: boolean) =>
    ({
      kind: 'Pod',
      metadata: { namespace: 'shop', name: 'web-1' },
      spec: { containers: [], readinessGates: [{ conditionType: gate }] },
      status: {
        podIP: ADDRESS,
        conditions: [{ type: 'ContainersReady', status: isReady ? 'True' : 'False' }],
      },
    }) as const;
  const [template] = slice([`${ADDRESS} notReady`]).endpoints;
  const targetRef = { kind: 'Pod', namespace: 'shop', name: 'web-1' };
  const slices = { ...slice([]), endpoints: [{ ...template!, targetRef }] };
  let state = NOTHING_SEEN;
  const kept = [true, false, true, false, true, false].map((isReady, at) => {
    const damped = damp(state, createSnapshot([slices, pod(isReady)], at), gate);
    ({ state } = damped);
    return markOf(damped)?.isKept ?? false;
  });
  t.deepEqual(kept, [false, false, false, false, false, true]);
});

test('what is remembered is bounded: quiet endpoints are forgotten, busy ones grow no list', (t) => {
  const many = (state: string): readonly EndpointSlice[] => [
    slice(Array.from({ length: 200 }, (_, index) => `10.1.0.${index} ${state}`)),
  ];
  const busy = Array.from({ length: 500 }, (_, at): Said => [
    at,
    ...many(at % 2 === 0 ? 'ready' : 'notReady'),
  ]);
  const { state } = follow(busy).at(-1)!;
  const entries = [...state.unsteady.values()].flatMap((addresses) => [...addresses.values()]);
  t.is(entries.length, 200);
  t.true(entries.every(({ drops }) => drops.length < 3));
  const [quiet] = follow([[500 + 1200, ...many('ready')]], state);
  t.is(quiet!.state.unsteady.size, 0);
});

/** Most PUTs in any hour for an endpoint that behaves as badly as `idle` says, on a gateway that applies at once. */
function worstHour(idle: (removals: number) => number): number {
  let state = NOTHING_SEEN;
  const puts: number[] = [];
  let at = 0;
  const see = (isReady: boolean) => {
    const damped = follow([isReady ? up(at) : down(at)], state)[0]!;
    ({ state } = damped);
    return damped;
  };
  see(true);
  for (let removals = 0; at < 6 * 3600; removals += 1) {
    at += idle(removals);
    const { nextDueAt } = see(false);
    if (nextDueAt !== null) {
      at = nextDueAt / 1000;
      see(false);
    }
    puts.push(at);
    at += 1;
    see(true);
    puts.push(at);
  }
  return Math.max(...puts.map((from) => puts.filter((time) => time >= from && time < from + 3600).length));
}

test('no endpoint costs more than 40 PUTs in any hour, however it behaves', (t) => {
  const worst = [1, 2, 3, 4, 5, 6, 7, 8].map((burst) =>
    worstHour((removals) => (removals % burst === burst - 1 ? 600 : 1)),
  );
  const random = [...Array(40).keys()].map((seed) => {
    const { pick } = createRandom(seed);
    return worstHour(() => pick([1, 1, 60, 120, 201, 299, 301, 599, 600]));
  });
  t.log('bursts of 1 to 8, then quiet:', worst.join(', '), 'random:', Math.max(...random));
  t.true(Math.max(...worst, ...random) <= 40);
});
