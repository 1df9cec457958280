import test from 'ava';
import type { ClusterObject } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { trackArrivals } from '../../../src/controller/arrivals.ts';
import { watchChanges } from '../../../src/controller/changes.ts';
import { CLASS, ingress, service } from '../../helpers/objects.ts';

const SETTINGS = { config: loadConfig({ flags: {}, environment: {} }), conventionalClass: CLASS };
const web = (...paths: string[]): readonly ClusterObject[] => [
  ingress({ age: 1, rules: { 'a.com': paths } }),
  service(),
];

function setUp() {
  const loop = { due: false, running: false };
  const triggers: string[] = [];
  const arrivals = trackArrivals();
  let now = 0;
  let objects = web('/');
  const changes = watchChanges({
    source: {
      snapshot: () => ({ snapshot: createSnapshot(objects, now), diagnostics: [] }),
      subscribe: () => () => {},
    },
    settings: SETTINGS,
    clock: { now: () => now },
    arrivals,
    loop: () => ({
      isDue: () => loop.due,
      isRunning: () => loop.running,
      trigger: (at, isUrgent) => void triggers.push(`${at}${isUrgent ? ' urgent' : ''}`),
    }),
  });
  const change = (at: number, next: readonly ClusterObject[]): void => {
    now = at;
    objects = next;
    changes.look();
  };
  change(0, objects);
  return { loop, triggers, arrivals, changes, change };
}

test('what concerns the gateway triggers, what does not does nothing', (t) => {
  const { triggers, change, arrivals } = setUp();
  change(10, [...web('/'), service({ name: 'lonely' })]);
  change(20, web('/', '/x'));
  t.deepEqual(triggers, ['0', '20']);
  t.is(arrivals.waiting(), 2);
});

test('a new host is urgent', (t) => {
  const { triggers, change } = setUp();
  change(10, [...web('/'), ingress({ name: 'b', age: 2, rules: { 'b.com': ['/'] } })]);
  t.deepEqual(triggers, ['0', '10 urgent']);
});

test('during a run nothing is judged; afterwards once, and it waits since the first', (t) => {
  const { loop, triggers, change, changes, arrivals } = setUp();
  changes.takeUp();
  Object.assign(loop, { due: true, running: true });
  change(10, web('/', '/x'));
  change(20, web('/', '/y'));
  t.deepEqual(triggers, ['0']);
  loop.running = false;
  changes.catchUp();
  t.deepEqual(triggers, ['0', '20']);
  t.is(arrivals.waiting(), 2);
});

test('while a run is due it is judged now and then', (t) => {
  const { loop, triggers, change } = setUp();
  loop.due = true;
  change(100, web('/', '/x'));
  change(600, web('/', '/y'));
  t.deepEqual(triggers, ['0', '600']);
});

test('what a run takes up needs no other one', (t) => {
  const { loop, triggers, change, changes } = setUp();
  loop.due = true;
  change(100, web('/', '/x'));
  changes.takeUp();
  changes.catchUp();
  t.deepEqual(triggers, ['0']);
});
