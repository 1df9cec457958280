/** How the gateway speaks to backends, and which of them, as annotations and probes say: real requests through `dev`. */
import type { RequestListener, ServerResponse } from 'node:http';
import test, { type ExecutionContext } from 'ava';
import type { ClusterObject, Container, Node } from '../../src/cluster/objects.ts';
import { createAuthority } from '../../src/emulator/authority.ts';
import { startEcho } from '../../src/emulator/echo/echo.ts';
import { service, slice, type IngressInit } from '../helpers/objects.ts';
import { pod } from '../helpers/pods.ts';
import { annotated, annotatedRequest } from './cases/annotated.ts';
import { SURROUNDINGS } from './cases/case.ts';
import { startLab, type Lab, type LabOptions, type Observed } from './lab.ts';
import { serverOf } from './own-backend.ts';

type Says = { readonly [annotation: string]: string };

const one = (says: Says, init: IngressInit = {}): readonly ClusterObject[] =>
  annotated({ one: { rules: { 'a.test': ['/'] }, says, ...init } });

async function started(
  t: ExecutionContext,
  objects: readonly ClusterObject[],
  options: LabOptions = {},
): Promise<Lab> {
  const lab = await startLab(objects, undefined, options);
  t.teardown(lab.close);
  return lab;
}

const get = (lab: Lab, headers: Record<string, string> = {}, path = '/'): Promise<Observed> =>
  lab.ask(annotatedRequest(`http://a.test${path}`), headers);

const AUTHORITY = createAuthority('internal');
const INTERNAL = async (): Promise<ClusterObject> => ({
  kind: 'ConfigMap',
  metadata: { namespace: 'shop', name: 'internal-ca' },
  data: { 'ca.crt': (await AUTHORITY).pem },
});
const HTTPS = { 'backend-protocol': 'https' };
const TRUSTED = { ...HTTPS, 'backend-ca': 'configmap/internal-ca' };
const OTHER_NAME = ['other.test'];

const reaches = test.macro({
  exec: async (t, certified: readonly string[], says: Says, expected: string) => {
    const tls = await (await AUTHORITY).issue(certified);
    const echo = await startEcho({ namespace: 'shop', service: 'web', pod: 'p', port: 8080, tls });
    t.teardown(echo.close);
    const objects = [...one(says), ...SURROUNDINGS, await INTERNAL()];
    const lab = await started(t, objects, { backendMap: new Map([['10.0.0.1 8080', echo]]) });
    const { status, echo: heard } = await get(lab);
    t.is(heard?.tls ? `asked for ${heard.tls.serverName}, host ${heard.host}` : String(status), expected);
  },
  title: (name) => name!,
});
const USUAL = 'asked for a.test, host a.test';
test('an authority that nobody knows: 502', reaches, ['a.test'], HTTPS, '502');
test('the authority of backend-ca', reaches, ['a.test'], TRUSTED, USUAL);
test(
  'plain http where that is said: nothing is encrypted to the backend',
  reaches,
  ['a.test'],
  { 'backend-protocol': 'http' },
  '200',
);
test('another name in the certificate: 502', reaches, OTHER_NAME, TRUSTED, '502');
test('unless it is not checked', reaches, OTHER_NAME, { ...TRUSTED, 'backend-verify-host': 'false' }, USUAL);
test('the chain unchecked', reaches, ['a.test'], { ...HTTPS, 'backend-verify-certificate': 'false' }, USUAL);
test(
  'the chain unchecked leaves the name',
  reaches,
  OTHER_NAME,
  { ...HTTPS, 'backend-verify-certificate': 'false' },
  '502',
);
test(
  'backend-sni is the name of the handshake, not of the request',
  reaches,
  OTHER_NAME,
  { ...TRUSTED, 'backend-sni': 'other.test' },
  'asked for other.test, host a.test',
);
test(
  'backend-hostname is both',
  reaches,
  OTHER_NAME,
  { ...TRUSTED, 'backend-hostname': 'other.test' },
  'asked for other.test, host other.test',
);

test('echo backends of dev have certificates that the gateway knows', async (t) => {
  const lab = await started(t, [...one(HTTPS), ...SURROUNDINGS]);
  t.is((await get(lab)).echo?.tls?.serverName, 'a.test');
});

test('backend-hostname is the host that the backend gets, and it is told the one of the client', async (t) => {
  const lab = await started(t, [...one({ 'backend-hostname': 'internal.test' }), ...SURROUNDINGS]);
  const { echo } = await get(lab);
  t.is(echo?.host, 'internal.test');
  t.deepEqual(echo?.headers['X-Original-Host'], ['a.test']);
});

test('backend-host-from-address: the host is the address of the member', async (t) => {
  const lab = await started(t, [...one({ 'backend-host-from-address': 'true' }), ...SURROUNDINGS]);
  t.regex((await get(lab)).echo?.host ?? '', /^10\.0\.0\.1\b/);
});

const TWO = [service({ name: 'web' }), slice(['10.1.0.1', '10.1.0.2'])];

for (const [says, cookie] of [
  [{}, 'ApplicationGatewayAffinity'],
  [{ 'affinity-cookie-name': 'shop-session' }, 'shop-session'],
] as const) {
  test(`a client stays with its member by the cookie ${cookie}`, async (t) => {
    const lab = await started(t, [...one({ 'cookie-based-affinity': 'true', ...says }), ...TWO]);
    const first = await get(lab);
    const set = first.headers['set-cookie']?.find((line) => line.startsWith(`${cookie}=`)) ?? '';
    const headers = { Cookie: set.split(';')[0]! };
    const pods = new Set<string | undefined>();
    for (let turn = 0; turn < 4; turn++) pods.add((await get(lab, headers)).echo?.pod);
    t.deepEqual([...pods], [first.echo?.pod]);
    t.not((await get(lab)).headers['set-cookie'], undefined);
  });
}

test('request-timeout: 504 from a backend that is slower, for its own paths alone', async (t) => {
  const slow = await serverOf(t, (request, response) => {
    if (request.url === '/') response.end();
  });
  const objects = [
    ...annotated({
      one: { rules: { 'a.test': ['/slow'] }, says: { 'request-timeout': '1' } },
      two: { rules: { 'a.test': ['/ api'] } },
    }),
    ...SURROUNDINGS,
  ];
  const lab = await started(t, objects, { backendMap: new Map([['10.0.0.1 8080', slow]]) });
  const began = performance.now();
  t.is((await get(lab, {}, '/slow')).status, 504);
  t.true(performance.now() - began > 900);
  t.is((await get(lab)).echo?.service, 'api');
});

test('a member that leaves its pool finishes what it has', async (t) => {
  const asked = Promise.withResolvers<ServerResponse>();
  const leaving = await serverOf(t, (request, response) => {
    if (request.url === '/long') asked.resolve(response);
    else response.end();
  });
  const ingress = one({ 'connection-draining-timeout': '20' });
  const lab = await started(t, [...ingress, service({ name: 'web' }), slice(['10.1.0.1'])], {
    backendMap: new Map([['10.1.0.1 8080', leaving]]),
  });
  const long = get(lab, {}, '/long');
  const response = await asked.promise;
  await lab.apply([...ingress, service({ name: 'web' }), slice(['10.1.0.2'])]);
  t.is((await get(lab)).echo?.pod, '10.1.0.2');
  response.end('finished');
  t.is((await long).body, 'finished');
});

const EXTERNAL = service({
  name: 'ext',
  type: 'ExternalName',
  externalName: 'shop.example.net',
  selector: null,
  ports: [],
});

test('an ExternalName Service is asked by its name, where the policy allows it', async (t) => {
  const outside = await startEcho({ namespace: 'out', service: 'side', pod: 'p', port: 80 });
  t.teardown(outside.close);
  const objects = [...one({}, { rules: { 'a.test': ['/ ext'] } }), EXTERNAL];
  const lab = await started(t, objects, {
    config: { policy: { externalNames: [{ namespaces: ['shop'], names: ['*.example.net'] }] } },
    backendMap: new Map([['shop.example.net 80', outside]]),
  });
  t.like((await get(lab)).echo, { service: 'side', host: 'shop.example.net' });
  t.deepEqual(lab.said(), []);
});

test('target-type node: requests go round the nodes that are ready', async (t) => {
  const node = (name: string, address: string, status: 'True' | 'False' = 'True'): Node => ({
    kind: 'Node',
    metadata: { namespace: '', name },
    spec: {},
    status: { addresses: [{ type: 'InternalIP', address }], conditions: [{ type: 'Ready', status }] },
  });
  const lab = await started(t, [
    ...one({ 'target-type': 'node' }),
    service({ name: 'web', type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }),
    slice(['10.1.0.1']),
    node('node-a', '10.2.0.1'),
    node('node-b', '10.2.0.2'),
    node('node-c', '10.2.0.3', 'False'),
  ]);
  const heard = [await get(lab), await get(lab)].map(({ echo }) => `${echo?.pod}:${echo?.port}`);
  t.deepEqual(heard.sort(), ['node-a:30080', 'node-b:30080']);
});

const READY: readonly Container[] = [
  {
    name: 'web',
    ports: [{ containerPort: 8080 }],
    readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
  },
];
const DEPLOYMENT = {
  kind: 'Deployment',
  metadata: { namespace: 'shop', name: 'web' },
  replicas: 2,
  podLabels: { app: 'web' },
  containers: READY,
} as const;

/** The first member answers the probe as `sick` does; the second is well. */
const uses = test.macro({
  exec: async (
    t,
    sick: RequestListener,
    says: Says,
    others: readonly ClusterObject[],
    workloads: LabOptions['workloads'],
    expected: readonly string[],
  ) => {
    const backends = await Promise.all([
      serverOf(t, (request, response) => {
        if (request.url === '/') response.end('first');
        else sick(request, response);
      }),
      serverOf(t, (request, response) => void response.end(request.url === '/' ? 'second' : 'all good')),
    ]);
    const backendMap = new Map(backends.map((backend, index) => [`10.1.0.${index + 1} 8080`, backend]));
    const lab = await started(t, [...one(says), ...TWO, ...others], {
      backendMap,
      ...(workloads && { workloads }),
    });
    const bodies = new Set<string>();
    for (let turn = 0; turn < 4; turn++) bodies.add((await get(lab)).body);
    t.deepEqual([...bodies].sort(), expected);
  },
  title: (name) => name!,
});
const answers =
  (status: number, body = ''): RequestListener =>
  (_, response) =>
    void response.writeHead(status).end(body);
const PATH = { 'health-probe-path': '/healthz' };
const BOTH = ['first', 'second'];
test('nobody says anything: an answer on / is enough', uses, answers(500), {}, [], undefined, BOTH);
test('health-probe-path: who fails there gets no requests', uses, answers(500), PATH, [], undefined, [
  'second',
]);
test('a path that is given must be there', uses, answers(404), PATH, [], undefined, ['second']);
test(
  'health-probe-status-codes: what is listed is well',
  uses,
  answers(401),
  { ...PATH, 'health-probe-status-codes': '200-299, 401' },
  [],
  undefined,
  BOTH,
);
test(
  'and what is not, is not',
  uses,
  answers(204),
  { ...PATH, 'health-probe-status-codes': '200' },
  [],
  undefined,
  ['second'],
);
test(
  'health-probe-body: the text must be there',
  uses,
  answers(200, 'half bad'),
  { ...PATH, 'health-probe-body': 'all good' },
  [],
  undefined,
  ['second'],
);
test('the readiness probe of a Pod', uses, answers(503), {}, [pod({ containers: READY })], undefined, [
  'second',
]);
test('that of a Deployment', uses, answers(503), {}, [], [DEPLOYMENT], ['second']);
test(
  'the annotation before it',
  uses,
  (request, response) => answers(request.url === '/ready' ? 503 : 200)(request, response),
  PATH,
  [],
  [DEPLOYMENT],
  BOTH,
);

test('a Deployment whose readiness probe asks another port is served', async (t) => {
  const readinessProbe = { httpGet: { path: '/ready', port: 8081 } };
  const workloads = [{ ...DEPLOYMENT, containers: [{ ...READY[0]!, readinessProbe }] }];
  const lab = await started(t, [...one({}), service({ name: 'web' })], { workloads });
  t.regex((await get(lab)).echo?.pod ?? '', /^web-[12]$/);
});
