import test from 'ava';
import type { ClusterObject } from '../../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import { selectIngresses } from '../../../../src/frontends/ingress/classes.ts';
import { CLASS, CONTROLLER, ingress, ingressClass, type IngressClassInit } from '../../../helpers/objects.ts';

const select = (objects: readonly ClusterObject[], conventionalClass: string | null = CLASS) =>
  selectIngresses(createSnapshot(objects, 0), {
    controllerName: CONTROLLER,
    conventionalClass,
    sslRedirect: true,
    defaultBackend: { namespace: null, name: 'd' },
  });

const ours = test.macro({
  exec: (t, objects: readonly ClusterObject[], expected: boolean, className: string | null = null) => {
    const selected = select(objects);
    t.is(selected.length, expected ? 1 : 0);
    t.is(selected[0]?.ingressClass?.metadata.name ?? null, className);
  },
  title: (name) => name!,
});
const legacy = (value: string, className: string | null = null) =>
  ingress({ className, annotations: { 'kubernetes.io/ingress.class': value } });

test('the conventional class', ours, [ingress()], true);
test('a class of ours', ours, [ingress({ className: 'mine' }), ingressClass({ name: 'mine' })], true, 'mine');
test('a class that is not there', ours, [ingress({ className: 'mine' })], false);
test(
  'a class of another controller',
  ours,
  [ingress({ className: 'nginx' }), ingressClass({ name: 'nginx', controller: 'k8s.io/nginx' })],
  false,
);
test(
  'the conventional name in other hands',
  ours,
  [ingress(), ingressClass({ controller: 'k8s.io/nginx' })],
  false,
);
test('no class, no default', ours, [ingress({ className: null }), ingressClass()], false);
test(
  'no class, ours is the default',
  ours,
  [ingress({ className: null }), ingressClass({ isDefault: true })],
  true,
  CLASS,
);
test(
  'no class, another is the default',
  ours,
  [ingress({ className: null }), ingressClass({ name: 'n', controller: 'x', isDefault: true })],
  false,
);
test('the annotation', ours, [legacy(CONTROLLER)], true);
test('the annotation of another', ours, [legacy('nginx')], false);
test('the annotation decides where both are there', ours, [legacy('nginx', CLASS)], false);
test(
  'also for us',
  ours,
  [legacy(CONTROLLER, 'nginx'), ingressClass({ name: 'nginx', controller: 'x' })],
  true,
);
test('an empty annotation is none', ours, [legacy('', CLASS)], true);
test(
  'the annotation beside another default class',
  ours,
  [legacy('nginx'), ingressClass({ isDefault: true })],
  false,
);

test('in a cluster the class must exist', (t) => t.is(select([ingress()], null).length, 0));

const newest = test.macro({
  exec: (t, classes: readonly IngressClassInit[]) => {
    const objects = classes.map((init) => ingressClass({ isDefault: true, ...init }));
    for (const list of [objects, objects.toReversed()]) {
      t.is(select([ingress({ className: null }), ...list])[0]?.ingressClass?.metadata.name, 'this');
    }
  },
  title: (name) => `of several default classes: ${name}`,
});
test('the newest', newest, [
  { name: 'a', age: 1 },
  { name: 'this', age: 2 },
]);
test('then the first by name', newest, [
  { name: 'z', age: 1 },
  { name: 'this', age: 1 },
]);
// Decision 4: "no timestamp = newer than all that have one".
test.failing('one without a time is the newest', newest, [{ name: 'a', age: 1 }, { name: 'this' }]);

test('oldest first', (t) =>
  t.deepEqual(
    select([ingress({ name: 'b', age: 2 }), ingress({ name: 'a', age: 1 })]).map(
      (own) => own.ingress.metadata.name,
    ),
    ['a', 'b'],
  ));
