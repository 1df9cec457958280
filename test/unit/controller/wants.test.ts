import test from 'ava';
import type { ClusterObject, Ingress } from '../../../src/cluster/objects.ts';
import { wantsOf } from '../../../src/controller/wants.ts';
import { ingress, service, slice } from '../../helpers/objects.ts';
import { run } from '../../helpers/pipeline.ts';

const WEB = ingress({ name: 'web', age: 1, rules: { 'a.com': ['/'] }, defaultBackend: 'web' });
const API = ingress({ name: 'api', age: 2, rules: { 'a.com': ['/api'] } });
const wants = (ingresses: readonly Ingress[], more: readonly ClusterObject[] = [slice(['10.0.0.1'])]) =>
  wantsOf(run([...ingresses, service(), ...more]).routing);
const [BEFORE] = [wants([WEB, API])];
const annotated = (of: Ingress, name: string, value: string): Ingress => ({
  ...of,
  metadata: { ...of.metadata, annotations: { [`appgw.ingress.kubernetes.io/${name}`]: value } },
});

const changes = test.macro({
  exec: (t, after: ReturnType<typeof wants>, owners: readonly string[]) =>
    t.deepEqual(
      [...after].filter(([owner, hash]) => BEFORE?.get(owner) !== hash).map(([owner]) => owner),
      owners,
    ),
  title: (name) => name!,
});

test('the same objects ask for the same', changes, wants([API, WEB]), []);
test('endpoints do not count', changes, wants([WEB, API], [slice(['10.0.0.2', '10.0.0.3'])]), []);
test(
  'a change of one is no change of its neighbour',
  changes,
  wants([WEB, annotated(API, 'request-timeout', '9')]),
  ['Ingress/shop/api'],
);
test('a setting of the host is its owner’s', changes, wants([annotated(WEB, 'rule-priority', '1234'), API]), [
  'Ingress/shop/web',
]);
test(
  'who comes anew asks for something',
  changes,
  wants([WEB, API, ingress({ name: 'new', age: 3, rules: {} })]),
  ['Ingress/shop/new'],
);
