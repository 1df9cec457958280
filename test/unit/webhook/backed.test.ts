import test from 'ava';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import type { ClusterObject } from '../../../src/cluster/objects.ts';
import { backsAnIngress } from '../../../src/webhook/backed.ts';
import { CLASS, CONTROLLER, ingress, service } from '../../helpers/objects.ts';

const OPTIONS = { controllerName: CONTROLLER, conventionalClass: CLASS };
const selecting = (selector: Readonly<Record<string, string>>): ClusterObject => {
  const made = service();
  return { ...made, spec: { ...made.spec, selector } };
};
const WEB = selecting({ app: 'web' });
const ROUTE = ingress({ rules: { 'a.com': ['/ web'] } });

const backs = test.macro((t, expected: boolean, namespace: string, ...objects: readonly ClusterObject[]) =>
  t.is(backsAnIngress(createSnapshot(objects, 0), [OPTIONS], namespace, { app: 'web', tier: 'x' }), expected),
);
test('a path leads there', backs, true, 'shop', WEB, ROUTE);
test('a default backend does', backs, true, 'shop', WEB, ingress({ defaultBackend: 'web' }));
test('another namespace', backs, false, 'blog', WEB, ROUTE);
test('no Ingress', backs, false, 'shop', WEB);
test(
  'an Ingress of somebody else',
  backs,
  false,
  'shop',
  WEB,
  ingress({ className: 'x', defaultBackend: 'web' }),
);
test('another Service', backs, false, 'shop', WEB, ingress({ defaultBackend: 'api' }));
test('another label', backs, false, 'shop', selecting({ app: 'api' }), ROUTE);
test('one label too many', backs, false, 'shop', selecting({ app: 'web', track: 'b' }), ROUTE);
test('no selector', backs, false, 'shop', selecting({}), ROUTE);
