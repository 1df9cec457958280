/** What a tenant may write who means harm: by the ways that are known, and at random. */
import * as fc from 'fast-check';
import { ANNOTATIONS, type AnnotationName } from '../../src/api/annotations/catalogue.ts';
import type { ClusterObject } from '../../src/cluster/objects.ts';
import { service, slice } from '../helpers/objects.ts';

export const TENANT = 'evil';

const KNOWN = [
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  '../../httpListeners/portal',
  '/subscriptions/0/resourceGroups/dev/providers/Microsoft.Network/applicationGateways/dev/sslCertificates/theirs',
  'default.pool.shop-web.0123456789ab',
  'default.listener.x.0123456789ab-01234567',
  '"}],"properties":{"sslCertificates":[]},"x":[{"y":"',
  '\u001b[2J\u001b]0;owned\u0007',
  '\u009b31m',
  '\r\nSet-Cookie: a=b',
  'X-Evil: a\nX-Other: \u0000',
  'line\nerror Ingress/shop/web is fine [OK]',
  '\u202egnp.exe',
  '\ud800',
  '\u0000',
  '{var_host}',
  '{http_req_Authorization}',
  '"} 1\nappgw_ingress_leader 0\n#',
  '%0d%0a',
  '/'.repeat(5_000),
  'a'.repeat(20_000),
  '*.example.org,x.example.org',
  '*',
  'secret/other',
  'secret/../../shop/cert',
  '*hop.com',
] as const;

/** Lone surrogates among them. */
const anyUnits = fc.array(fc.nat(0xffff), { maxLength: 40 }).map((units) => String.fromCharCode(...units));

export const nasty = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...KNOWN) },
  { weight: 1, arbitrary: anyUnits },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
);

const NAMES = Object.keys(ANNOTATIONS) as readonly AnnotationName[];
const PREFIX = 'appgw.ingress.kubernetes.io/';

/** Values of the right form are needed to get past the first reader. */
const SOUND = [
  'true',
  'http',
  'private',
  '80',
  '/x',
  'www.evil.org',
  'evil.org',
  '/(a|b)/(.*)',
  'X: 1',
] as const;

const annotations = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...NAMES).map((name) => PREFIX + name) },
        { weight: 1, arbitrary: nasty.map((text) => PREFIX + text) },
        { weight: 1, arbitrary: nasty },
      ),
      fc.oneof(nasty, fc.constantFrom(...SOUND)),
    ),
    { maxLength: 6 },
  )
  .map((pairs) => Object.fromEntries(pairs));

const hosts = fc.oneof(nasty, fc.constantFrom('evil.org', '*.evil.org', 'b.evil.org', ''));
const paths = fc.oneof(
  nasty,
  nasty.map((text) => `/${text}`),
  fc.constantFrom('/', '/x', '/x/*', '/(a|b)/(.*)'),
);
const backends = fc.record({
  name: fc.oneof(nasty, fc.constantFrom('web', 'shop/web')),
  port: fc.oneof(
    nasty.map((name) => ({ name })),
    fc.constantFrom({ number: 80 }, { number: 1e9 }),
  ),
});
const rules = fc.array(
  fc.record({
    host: hosts,
    http: fc.record({
      paths: fc.array(
        fc.record({
          path: paths,
          pathType: fc.constantFrom('Exact', 'Prefix', 'ImplementationSpecific'),
          backend: backends.map((to) => ({ service: to })),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  }),
  { maxLength: 3 },
);

const ingresses = fc
  .record({
    name: fc.oneof(nasty, fc.constant('mine')),
    annotations,
    rules,
    tls: fc.array(fc.record({ secretName: nasty, hosts: fc.array(hosts, { maxLength: 2 }) }), {
      maxLength: 2,
    }),
    defaultBackend: fc.option(backends, { nil: undefined }),
  })
  .map((said) => ({
    kind: 'Ingress',
    metadata: { namespace: TENANT, name: said.name, annotations: said.annotations },
    spec: {
      ingressClassName: 'azure-application-gateway',
      rules: said.rules,
      tls: said.tls,
      ...(said.defaultBackend && { defaultBackend: { service: said.defaultBackend } }),
    },
  }));

const secrets = fc.record({ name: nasty, crt: nasty, key: nasty, other: nasty }).map((said) => ({
  kind: 'Secret',
  type: 'kubernetes.io/tls',
  metadata: { namespace: TENANT, name: said.name },
  data: { 'tls.crt': base64(said.crt), 'tls.key': said.key, 'ca.crt': said.other, [said.other]: said.crt },
}));

const base64 = (text: string): string => Buffer.from(`-----BEGIN ${text}`).toString('base64');

const endpoints = fc.array(nasty, { maxLength: 2 }).map((addresses) => ({
  ...slice(['10.66.0.1']),
  metadata: {
    namespace: TENANT,
    name: addresses[0] ?? 'web-1',
    labels: { 'kubernetes.io/service-name': 'web' },
  },
  ports: [{ name: addresses[1] ?? '', protocol: 'TCP', port: 8080 }],
}));

/** All that one tenant has, its Service `web` among it. */
export const tenant: fc.Arbitrary<readonly ClusterObject[]> = fc
  .record({
    some: fc.array(ingresses, { minLength: 1, maxLength: 3 }),
    secrets: fc.array(secrets, { maxLength: 2 }),
    endpoints,
    annotations,
  })
  .map(
    (said) =>
      [
        ...said.some,
        ...said.secrets,
        said.endpoints,
        service({ namespace: TENANT, annotations: said.annotations }),
      ] as unknown as readonly ClusterObject[],
  );
