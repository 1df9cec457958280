import test from 'ava';
import { refusals, unknownFields } from './refusals.ts';

const service = { name: 'web', port: { number: 80 } };
const ingress = (spec: unknown, metadata: object = {}) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', ...metadata },
  spec,
});
const withPath = (path: object) =>
  ingress({
    rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service }, ...path }] } }],
  });
const withHost = (host: unknown) => ingress({ rules: [{ host }] });
const withBackend = (backend: unknown) => ingress({ defaultBackend: backend });
const withTls = (tls: unknown) => ingress({ rules: [{}], tls: [tls] });
const withClass = (annotation: unknown, ingressClassName?: unknown, metadata: object = {}) =>
  ingress(
    { rules: [{}], ...(ingressClassName === undefined ? {} : { ingressClassName }) },
    { annotations: { 'kubernetes.io/ingress.class': annotation }, ...metadata },
  );
const CLASS = 'azure/application-gateway';
const PATH = 'spec.rules[0].http.paths[0]';
const HOST = 'spec.rules[0].host';
const BACKEND = 'spec.defaultBackend';

const accepted = test.macro((t, object: unknown) => {
  t.deepEqual(refusals(object), []);
});
const refused = test.macro((t, object: unknown, ...fields: string[]) => {
  t.deepEqual([...new Set(refusals(object))], fields);
});

test('neither rules nor defaultBackend', refused, ingress({}), 'spec');
test('no spec', refused, ingress(undefined), 'spec');
test('empty rules', refused, ingress({ rules: [] }), 'spec');
test('rules of a wrong type are one error', refused, ingress({ rules: {} }), 'spec.rules');
test('rule without http', accepted, withHost('a.example.com'));
test('http without paths', refused, ingress({ rules: [{ http: {} }] }), 'spec.rules[0].http.paths');
test(
  'http with empty paths',
  refused,
  ingress({ rules: [{ http: { paths: [] } }] }),
  'spec.rules[0].http.paths',
);
test('rule and path duplicates', accepted, ingress({ rules: [{ host: 'a.b' }, { host: 'a.b' }] }));
test(
  'null is absent',
  accepted,
  ingress({ defaultBackend: { service, resource: null }, rules: null, tls: null }),
);
test('a null rule is an empty one', accepted, ingress({ rules: [null] }));
test('spec of a wrong type', refused, ingress('x'), 'spec');

test('unknown class name', accepted, ingress({ rules: [{}], ingressClassName: 'whatever' }));
test(
  'class name with a slash',
  refused,
  ingress({ rules: [{}], ingressClassName: CLASS }),
  'spec.ingressClassName',
);
test('empty class name', refused, ingress({ rules: [{}], ingressClassName: '' }), 'spec.ingressClassName');
test('class annotation alone', accepted, withClass(CLASS));
test('class annotation and class, the same', accepted, withClass('x', 'x'));
test(
  'class annotation and another class',
  refused,
  withClass(CLASS, 'x'),
  'metadata.annotations[kubernetes.io/ingress.class]',
);
test('class annotation and class, stored', accepted, withClass(CLASS, 'x', { resourceVersion: '7' }));
test(
  'class annotation no string',
  refused,
  withClass(true),
  'metadata.annotations[kubernetes.io/ingress.class]',
);

for (const pathType of ['Exact', 'Prefix']) {
  test(`${pathType} /`, accepted, withPath({ pathType }));
  test(`${pathType} empty`, refused, withPath({ pathType, path: '' }), `${PATH}.path`);
  test(`${pathType} missing`, refused, withPath({ pathType, path: undefined }), `${PATH}.path`);
  for (const path of ['relative', '//', '/a//b', '/a/../b', '/a/./b', '/a%2fb', '/a%2Fb', '/a/..', '/a/.']) {
    test(`${pathType} ${path}`, refused, withPath({ pathType, path }), `${PATH}.path`);
  }
  for (const path of ['/a/*', '/a?b=1', '/a/', '/..a', '/a%20b']) {
    test(`${pathType} ${path}`, accepted, withPath({ pathType, path }));
  }
}
const pathType = 'ImplementationSpecific';
test('ImplementationSpecific relative', refused, withPath({ pathType, path: 'a' }), `${PATH}.path`);
test('ImplementationSpecific missing', accepted, withPath({ pathType, path: undefined }));
test('ImplementationSpecific empty', accepted, withPath({ pathType, path: '' }));
test('ImplementationSpecific //', accepted, withPath({ pathType, path: '/a//b' }));
test('pathType missing', refused, withPath({ pathType: undefined }), `${PATH}.pathType`);
test('pathType of another spelling', refused, withPath({ pathType: 'prefix' }), `${PATH}.pathType`);
test(
  'pathType and backend are both told',
  refused,
  withPath({ pathType: 1, backend: {} }),
  `${PATH}.pathType`,
  `${PATH}.backend`,
);
test('path of a wrong type', refused, withPath({ path: 5 }), `${PATH}.path`);

for (const host of [
  '*',
  '*.*.x',
  'a.*.x',
  'Upper.example.com',
  '10.1.2.3',
  '::1',
  'a.example.com:8080',
  'a_b.c',
  'a..b',
  '-a.b',
  'a'.repeat(254),
  80,
]) {
  test(`host ${String(host).slice(0, 30)}`, refused, withHost(host), HOST);
}
for (const host of ['*.x', '*.example.com', 'a.example.com', 'localhost', '', '1.2.3', 'a'.repeat(253)]) {
  test(`host ${JSON.stringify(host).slice(0, 30)}`, accepted, withHost(host));
}

const withPort = (port: unknown) => withBackend({ service: { name: 'web', port } });
test('backend by number', accepted, withPort({ number: 80 }));
test('backend by name', accepted, withPort({ name: 'http' }));
test('backend by name and number', refused, withPort({ name: 'http', number: 80 }), BACKEND);
test('backend without port', refused, withPort(undefined), BACKEND);
test('backend with port 0', refused, withPort({ number: 0 }), BACKEND);
test('backend port too large', refused, withPort({ number: 65_536 }), `${BACKEND}.service.port.number`);
test('backend port as text', refused, withPort({ number: '80' }), `${BACKEND}.service.port.number`);
test('backend port as a fraction', refused, withPort({ number: 80.5 }), `${BACKEND}.service.port.number`);
test(
  'backend port name too long',
  refused,
  withPort({ name: 'a-very-long-port' }),
  `${BACKEND}.service.port.name`,
);
test('backend port name of digits', refused, withPort({ name: '80' }), `${BACKEND}.service.port.name`);
test(
  'backend service name missing',
  refused,
  withBackend({ service: { port: { number: 1 } } }),
  `${BACKEND}.service.name`,
);
test(
  'backend service name',
  refused,
  withBackend({ service: { ...service, name: 'A' } }),
  `${BACKEND}.service.name`,
);
test('backend of neither kind', refused, withBackend({}), BACKEND);
test('backend of the old version', refused, withBackend({ serviceName: 'web', servicePort: 80 }), BACKEND);
test('backend of both kinds', refused, withBackend({ service, resource: { kind: 'K', name: 'n' } }), BACKEND);
test('resource backend', accepted, withBackend({ resource: { apiGroup: 'a.b', kind: 'K', name: 'n' } }));
test('resource without kind', refused, withBackend({ resource: { name: 'n' } }), `${BACKEND}.resource.kind`);

test('tls without secretName', accepted, withTls({ hosts: ['a.example.com'] }));
test('tls with wildcard and host', accepted, withTls({ hosts: ['*.x.org', 'a.x.org'], secretName: 'a.b' }));
test('tls secretName', refused, withTls({ secretName: 'A_b' }), 'spec.tls[0].secretName');
test('tls host', refused, withTls({ hosts: ['ok.org', '*'] }), 'spec.tls[0].hosts[1]');
test('tls host of a wrong type', refused, withTls({ hosts: 'a.b' }), 'spec.tls[0].hosts');

test('misspelt fields are noted, not refused', (t) => {
  const object = ingress({ ingressclassName: 'x', rules: [{ hosts: ['a.b'] }] });
  t.deepEqual(refusals(object), []);
  t.deepEqual(unknownFields(object), ['spec.ingressclassName', 'spec.rules[0].hosts']);
});
