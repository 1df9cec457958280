import test from 'ava';
import type { AnnotationValues } from '../../../src/api/annotations/catalogue.ts';
import type { ClusterObject, ServicePort } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { configureBackend } from '../../../src/frontends/backend-settings.ts';
import type { ResolvedBackend } from '../../../src/frontends/backend.ts';
import type { Backend } from '../../../src/routing/model.ts';
import { service } from '../../helpers/objects.ts';
import { frontendOptions } from '../../helpers/participants.ts';

const OWNER = { kind: 'Ingress', namespace: 'shop', name: 'web' };
const PREFIX = 'appgw.ingress.kubernetes.io/';

interface Given {
  readonly own?: AnnotationValues;
  readonly inherited?: AnnotationValues;
  readonly onService?: { readonly [name: string]: string };
  readonly port?: Partial<ServicePort>;
  readonly fqdn?: boolean;
  readonly objects?: readonly ClusterObject[];
  readonly policy?: object;
}

function configure(given: Given): { readonly backend: Backend | null; readonly codes: readonly string[] } {
  const {
    own = {},
    inherited = {},
    onService = {},
    port = {},
    fqdn = false,
    objects = [],
    policy = {},
  } = given;
  const diagnostics: Diagnostic[] = [];
  const annotations = Object.fromEntries(
    Object.entries(onService).map(([key, value]) => [PREFIX + key, value]),
  );
  const backend: ResolvedBackend = {
    pool: {
      namespace: 'shop',
      service: 'web',
      targetPort: '8080',
      targetType: fqdn ? 'fqdn' : 'pod',
      endpoints: fqdn ? [{ address: 'out.com', state: 'ready' }] : [],
    },
    port: 8080,
    target: { service: service({ annotations }), port: { port: 80, targetPort: 8080, ...port } },
  };
  const made = configureBackend({
    owner: OWNER,
    own,
    values: { ...inherited, ...own },
    backend,
    probeHost: 'a.com',
    snapshot: createSnapshot(objects, 0),
    options: frontendOptions({ policy }),
    report: (diagnostic) => void diagnostics.push(diagnostic),
  });
  return { backend: made, codes: diagnostics.map(({ code }) => code) };
}

const sets = test.macro({
  exec: (t, given: Given, settings: object, probe?: object) => {
    const { backend, codes } = configure(given);
    if (Object.keys(settings).length > 0) t.like(backend?.settings, settings);
    if (probe) t.like(backend?.probe, probe);
    t.deepEqual(codes, []);
  },
  title: (name) => name!,
});
test(
  'nothing said',
  sets,
  {},
  { protocol: 'Http', requestTimeout: 30, drainTimeout: 30, affinity: null, hostName: null, path: null },
  {
    host: 'a.com',
    path: '/',
    port: null,
    statusCodes: ['200-499'],
    interval: 10,
  },
);
test('draining off', sets, { own: { 'connection-draining': false } }, { drainTimeout: null });
test('draining for longer', sets, { own: { 'connection-draining-timeout': 90 } }, { drainTimeout: 90 });
test('affinity', sets, { own: { 'cookie-based-affinity': true } }, { affinity: { cookieName: null } });
test(
  'a cookie of its own',
  sets,
  { own: { 'cookie-based-affinity': true, 'cookie-based-affinity-distinct-name': true } },
  {
    affinity: { cookieName: 'appgw-affinity-8c042be8841ca9ef9d69bea7ea6ae84c' },
  },
);
test(
  'a cookie by name',
  sets,
  { own: { 'cookie-based-affinity': true, 'affinity-cookie-name': 'c' } },
  { affinity: { cookieName: 'c' } },
);
test('a name alone is no affinity', sets, { own: { 'affinity-cookie-name': 'c' } }, { affinity: null });
test(
  'a host',
  sets,
  { own: { 'backend-hostname': 'b.com' } },
  { hostName: 'b.com', hostFromAddress: false },
  { host: 'b.com' },
);
test(
  'an outside name is asked for by that name',
  sets,
  { fqdn: true },
  { hostFromAddress: true },
  { host: 'out.com' },
);
test(
  'a root on the gateway',
  sets,
  { own: { 'backend-protocol': 'https', 'appgw-trusted-root-certificate': ['r'] } },
  {
    hostFromAddress: true,
    tls: { trustedRoots: [{ kind: 'onGateway', name: 'r' }] },
  },
);
test('port 443', sets, { port: { port: 443 } }, { protocol: 'Https' }, { protocol: 'Https' });
test('appProtocol', sets, { port: { appProtocol: 'https' } }, { protocol: 'Https' }, { protocol: 'Https' });
test(
  'appProtocol before the number',
  sets,
  { port: { port: 443, appProtocol: 'http' } },
  { protocol: 'Http' },
);
test(
  'the annotation before both',
  sets,
  { own: { 'backend-protocol': 'http' }, port: { port: 443 } },
  { protocol: 'Http' },
);
test(
  'the Ingress before its Service',
  sets,
  { own: { 'request-timeout': 1 }, onService: { 'request-timeout': '2' } },
  { requestTimeout: 1 },
);
test(
  'the Service before the class',
  sets,
  { inherited: { 'request-timeout': 3 }, onService: { 'request-timeout': '2' } },
  { requestTimeout: 2 },
);
test('whoever says it itself does not depend on what the Service says', (t) => {
  const { backend, codes } = configure({
    own: { 'backend-protocol': 'https' },
    onService: { 'backend-protocol': 'tls' },
  });
  t.is(backend?.settings.protocol, 'Https');
  t.deepEqual(codes, ['ANNOTATION_UNREADABLE']);
});
test('not everything may stand on a Service', (t) => {
  const { backend, codes } = configure({ onService: { 'backend-hostname': 'b.com' } });
  t.is(backend?.settings.hostName, null);
  t.deepEqual(codes, ['ANNOTATION_MISPLACED']);
});
test(
  'a path for the probe',
  sets,
  { own: { 'health-probe-path': '/up' } },
  {},
  { path: '/up', statusCodes: ['200-399'] },
);
test(
  'the rest of the probe',
  sets,
  {
    own: {
      'health-probe-port': 81,
      'health-probe-hostname': 'h.com',
      'health-probe-status-codes': ['204'],
      'health-probe-interval': 20,
      'health-probe-timeout': 9,
      'health-probe-unhealthy-threshold': 2,
      'health-probe-body': 'ok',
    },
  },
  {},
  {
    port: 81,
    host: 'h.com',
    statusCodes: ['204'],
    interval: 20,
    timeout: 9,
    unhealthyThreshold: 2,
    body: 'ok',
  },
);

const refuses = test.macro({
  exec: (t, given: Given, ...codes: readonly string[]) =>
    t.deepEqual(configure(given), { backend: null, codes }),
  title: (name) => name!,
});
test(
  'two hosts',
  refuses,
  { own: { 'backend-hostname': 'b.com', 'backend-host-from-address': true } },
  'ANNOTATIONS_EXCLUSIVE',
);
test(
  'a timeout beyond the interval',
  refuses,
  { own: { 'health-probe-timeout': 30, 'health-probe-interval': 20 } },
  'PROBE_TIMEOUT_TOO_LONG',
);
test(
  'a Service whose word on security cannot be read',
  refuses,
  { onService: { 'backend-protocol': 'tls' } },
  'ANNOTATION_UNREADABLE',
  'ANNOTATION_UNREADABLE',
);
const HTTPS = { 'backend-protocol': 'https' } as const;
test(
  'authorities that are missing',
  refuses,
  { own: { ...HTTPS, 'backend-ca': { kind: 'Secret', name: 'ca' } } },
  'BACKEND_CA_UNUSABLE',
);
test(
  'a name that is not checked',
  refuses,
  { own: { ...HTTPS, 'backend-sni': 'b.com', 'backend-verify-host': false } },
  'ANNOTATIONS_EXCLUSIVE',
);
test(
  'a root that is not allowed',
  refuses,
  { own: { ...HTTPS, 'appgw-trusted-root-certificate': ['r'] }, policy: { references: [] } },
  'REFERENCE_NOT_ALLOWED',
);

test('checks of a backend that speaks plain HTTP', (t) =>
  t.deepEqual(configure({ own: { 'backend-sni': 'b.com' } }).codes, ['BACKEND_NOT_ENCRYPTED']));
