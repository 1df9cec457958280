import test from 'ava';
import * as fc from 'fast-check';
import type { Pod } from '../../../src/cluster/objects.ts';
import { createPodIndex } from '../../../src/cluster/pods.ts';
import { keyOf } from '../../../src/cluster/snapshot.ts';
import { pod } from '../../helpers/pods.ts';

const indexOf = (pods: readonly Pod[]) =>
  createPodIndex(new Map(pods.map((one) => [keyOf(one.metadata), one])));
const PODS = [
  pod({ name: 'c' }),
  pod({ name: 'a', labels: { app: 'web', tier: 'front' } }),
  pod({ name: 'b', labels: { app: 'db' } }),
  pod({ name: 'x', namespace: 'other' }),
];
const selects = test.macro({
  exec: (t, selector: Readonly<Record<string, string>>, names: readonly string[], namespace?: string) => {
    const selected = indexOf(PODS).selected(namespace ?? 'shop', selector);
    t.deepEqual(
      selected.map(({ metadata }) => metadata.name),
      names,
    );
  },
  title: (name) => name!,
});
test('by name, in its namespace', selects, { app: 'web' }, ['a', 'c']);
test('of another namespace', selects, { app: 'web' }, ['x'], 'other');
test('every label must be there', selects, { app: 'web', tier: 'front' }, ['a']);
test('one label that none has', selects, { app: 'web', tier: 'back' }, []);
test('an empty selector selects none', selects, {}, []);
test('nothing in a namespace without pods', selects, { app: 'web' }, [], 'empty');

test('the index finds what a look at every pod finds', (t) => {
  const labels = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2'), {
    noNullPrototype: true,
  });
  const pods = fc
    .array(fc.record({ namespace: fc.constantFrom('m', 'n'), labels }))
    .map((all) => all.map((init, index) => pod({ ...init, name: `p${index}` })));
  fc.assert(
    fc.property(pods, labels, (all, selector) => {
      const wanted = Object.entries(selector);
      const expected = all.filter(
        ({ metadata }) =>
          wanted.length > 0 &&
          metadata.namespace === 'm' &&
          wanted.every(([label, value]) => metadata.labels?.[label] === value),
      );
      t.deepEqual(
        indexOf(all).selected('m', selector),
        expected.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)),
      );
    }),
  );
});
