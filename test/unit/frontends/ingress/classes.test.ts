import test from 'ava';
import type { ClusterObject, IngressClass } from '../../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import { selectIngresses } from '../../../../src/frontends/ingress/classes.ts';
import type { FrontendOptions, GatewayClasses } from '../../../../src/frontends/options.ts';
import { CLASS, CONTROLLER, ingress, ingressClass, type IngressClassInit } from '../../../helpers/objects.ts';
import { frontendOptions } from '../../../helpers/participants.ts';

const select = (objects: readonly ClusterObject[], change: Partial<FrontendOptions> = {}) =>
  selectIngresses(createSnapshot(objects, 0), frontendOptions(change));

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
test('an annotation that repeats the class', ours, [legacy(CLASS, CLASS)], true);
test(
  'an annotation that repeats the class of another',
  ours,
  [legacy('nginx', 'nginx'), ingressClass({ name: 'nginx', controller: 'x' })],
  false,
);
test('an empty annotation is none', ours, [legacy('', CLASS)], true);
test(
  'the annotation beside another default class',
  ours,
  [legacy('nginx'), ingressClass({ isDefault: true })],
  false,
);

test('in a cluster the class must exist', (t) =>
  t.is(select([ingress()], { conventionalClass: null }).length, 0));

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
test('one without a time is the newest', newest, [{ name: 'a', age: 1 }, { name: 'this' }]);

test('oldest first', (t) =>
  t.deepEqual(
    select([ingress({ name: 'b', age: 2 }), ingress({ name: 'a', age: 1 })]).map(
      (own) => own.ingress.metadata.name,
    ),
    ['a', 'b'],
  ));

const withParameters = (name: string, gateway: string, kind = 'ApplicationGateway'): IngressClass => ({
  ...ingressClass({ name }),
  spec: { controller: CONTROLLER, parameters: { apiGroup: 'appgw-ingress.dev', kind, name: gateway } },
});
const CLASSES = [
  ingressClass({ name: 'bare' }),
  withParameters('edge', 'edge'),
  withParameters('core', 'core'),
  withParameters('odd', 'edge', 'Gateway'),
];
const leads = test.macro({
  exec: (t, gateway: GatewayClasses, expected: readonly string[]) => {
    const ingresses = ['bare', 'edge', 'core', 'odd'].map((name) => ingress({ name, className: name }));
    const legacyOne = ingress({
      name: 'legacy',
      className: null,
      annotations: { 'kubernetes.io/ingress.class': CONTROLLER },
    });
    const selected = select([...CLASSES, ...ingresses, legacyOne, ingress({ name: 'conventional' })], {
      gateway,
    });
    t.deepEqual(selected.map((own) => own.ingress.metadata.name).toSorted(), expected);
  },
  title: (_, gateway: GatewayClasses) =>
    `classes of a gateway: ${'name' in gateway ? gateway.name : gateway.kind}`,
});
test(leads, { kind: 'all' }, ['bare', 'conventional', 'core', 'edge', 'legacy', 'odd']);
test(leads, { kind: 'unnamed' }, ['bare', 'conventional', 'legacy']);
test(leads, { kind: 'named', name: 'edge' }, ['edge']);
test(leads, { kind: 'named', name: 'core', unnamed: true }, ['bare', 'conventional', 'core', 'legacy']);
