import test from 'ava';
import type { ClusterObject } from '../../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import { translateIngresses } from '../../../../src/frontends/ingress/translate.ts';
import { defaultBackend, ingress, service, slice } from '../../../helpers/objects.ts';
import { frontendOptions } from '../../../helpers/participants.ts';
import { told } from '../../../helpers/pipeline.ts';

const WORLD = [
  service(),
  slice(['10.0.0.1']),
  service({ name: 'api' }),
  slice(['10.0.0.2'], { service: 'api' }),
  ...defaultBackend(),
];
const translate = (...objects: readonly ClusterObject[]) =>
  translateIngresses(createSnapshot([...WORLD, ...objects], 0), frontendOptions());

test('owners oldest first, sites by port and host', (t) => {
  const { routing } = translate(
    ingress({ name: 'a', age: 2, rules: { 'b.com': ['/'], '': ['/'] } }),
    ingress({ name: 'b', age: 1, tls: [['c', 'c.com']], rules: { 'c.com': ['/'], '*.com': ['/'] } }),
  );
  t.deepEqual(
    routing.owners.map(({ name }) => name),
    ['b', 'a'],
  );
  t.deepEqual(
    routing.sites.map(({ port, hosts }) => `${hosts[0] ?? ''}:${port}`),
    [':80', '*.com:80', 'b.com:80', 'c.com:80', 'c.com:443'],
  );
});

test('other classes cost nothing', (t) => {
  const { routing, diagnostics } = translate(ingress({ className: 'nginx', rules: { 'a.com': ['/ none'] } }));
  t.deepEqual([routing.sites, routing.owners, diagnostics], [[], [], []]);
});

const probeHost = test.macro({
  exec: (t, objects: readonly ClusterObject[], expected: string) => {
    const { routing } = translate(...objects);
    const hosts = routing.sites.flatMap(({ routes, fallback }) =>
      [...routes.map(({ action }) => action), fallback].flatMap((one) =>
        'backend' in one ? [one.backend.probe.host] : [],
      ),
    );
    t.deepEqual([...new Set(hosts)], [expected]);
  },
  title: (name) => `probe host: ${name}`,
});
test('the host', probeHost, [ingress({ rules: { 'a.com': ['/'] } })], 'a.com');
test('the first of several', probeHost, [ingress({ rules: { 'z.com': ['/'], 'a.com': ['/'] } })], 'z.com');
test(
  'of the oldest Ingress',
  probeHost,
  [
    ingress({ name: 'a', rules: { 'a.com': ['/'] } }),
    ingress({ name: 'z', age: 1, rules: { 'z.com': ['/'] } }),
  ],
  'z.com',
);
test('not a wildcard', probeHost, [ingress({ rules: { '*.a.com': ['/'], 'b.com': ['/'] } })], 'b.com');
test('none', probeHost, [ingress({ rules: { '*.a.com': ['/'], '': ['/'] } })], 'localhost');
test(
  'of a defaultBackend',
  probeHost,
  [ingress({ defaultBackend: 'web', rules: { '*.a.com': [], 'c.com': [] } })],
  'c.com',
);
test(
  'by number and by name',
  probeHost,
  [
    service({ ports: [{ name: 'http', port: 80, targetPort: 8080 }] }),
    slice(['10.0.0.1'], { portName: 'http' }),
    ingress({ rules: { 'a.com': ['/ web:http'], 'b.com': ['/ web:80'] } }),
  ],
  'a.com',
);

test('a resource backend is refused with its name', (t) => {
  const one = ingress({ rules: { 'a.com': [] } });
  const path = {
    pathType: 'Prefix',
    path: '/',
    backend: { resource: { kind: 'Bucket', name: 'b' } },
  } as const;
  const { routing, diagnostics } = translate({
    ...one,
    spec: { ...one.spec, rules: [{ host: 'a.com', http: { paths: [path] } }] },
  });
  t.is(routing.sites[0]!.routes[0]!.action.kind, 'held');
  t.like(diagnostics[0], { code: 'RESOURCE_BACKEND_REFUSED', detail: { resource: 'Bucket/b' } });
});

test('every problem once per object', (t) => {
  const { diagnostics } = translate(
    ingress({ name: 'a', tls: [['c', 'a.com']], rules: { 'a.com': ['/1 none', '/2 none', '/3 api:9'] } }),
    ingress({ name: 'b', rules: { 'a.com': ['/4 none'] } }),
  );
  t.deepEqual(told(diagnostics), [
    'BACKEND_PORT_MISSING Ingress/shop/a',
    'BACKEND_SERVICE_MISSING Ingress/shop/a',
    'BACKEND_SERVICE_MISSING Ingress/shop/b',
  ]);
});

test('hosts are compared without case', (t) => {
  const { routing } = translate(
    ingress({ name: 'a', rules: { 'A.com': ['/1'] } }),
    ingress({ name: 'b', rules: { 'a.COM': ['/2'] } }),
  );
  t.is(routing.sites.length, 1);
  t.is(routing.sites[0]!.routes.length, 2);
});
