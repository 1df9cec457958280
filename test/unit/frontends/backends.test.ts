import test from 'ava';
import type { ClusterObject } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { createBackendResolver, withProbe, workloadKey } from '../../../src/frontends/backends.ts';
import { backend, service, slice } from '../../helpers/objects.ts';
import { told } from '../../helpers/pipeline.ts';

const BY = { kind: 'Ingress', namespace: 'shop', name: 'web' };
const resolve = (objects: readonly ClusterObject[], to: string) =>
  createBackendResolver(createSnapshot(objects, 0), { policy: {} })('shop', backend(to).service!);

const resolves = test.macro({
  exec: (
    t,
    objects: readonly ClusterObject[],
    to: string,
    expected: string,
    codes: readonly string[] = [],
  ) => {
    const { backend: found, problems } = resolve(objects, to);
    const { pool, port } = found ?? {};
    const text = pool
      ? `${pool.service}/${pool.targetPort} on ${port}: ${pool.endpoints.map(({ address }) => address).join(' ')}`
      : 'refused';
    t.is(text, expected);
    t.deepEqual(
      told(problems(BY)),
      codes.map((code) => `${code} Ingress/shop/web`),
    );
  },
  title: (name) => name!,
});
const PODS = slice(['10.0.0.1']);
const named = service({ ports: [{ name: 'http', port: 80, targetPort: 'web' }] });
const NAMED_PODS = slice(['10.0.0.1'], { portName: 'http' });

test('a port by number', resolves, [service(), PODS], 'web:80', 'web/8080 on 8080: 10.0.0.1');
test('a port by name', resolves, [named, NAMED_PODS], 'web:http', 'web/web on 8080: 10.0.0.1');
test(
  'the port that is dialled is that of the slices',
  resolves,
  [service(), slice(['10.0.0.1'], { port: 9 })],
  'web',
  'web/8080 on 9: 10.0.0.1',
);
test(
  'no targetPort: the port',
  resolves,
  [service({ ports: [{ port: 80 }] }), slice(['10.0.0.1'], { port: 80 })],
  'web',
  'web/80 on 80: 10.0.0.1',
);
test(
  'a NodePort Service goes to its pods',
  resolves,
  [service({ type: 'NodePort' }), PODS],
  'web',
  'web/8080 on 8080: 10.0.0.1',
);
test(
  'no selector: each Service port is a pool of its own',
  resolves,
  [service({ selector: null }), PODS],
  'web',
  'web/8080/80 on 8080: 10.0.0.1',
);
test('another namespace', resolves, [service({ namespace: 'x' })], 'web', 'web/missing/80 on 80: ', [
  'BACKEND_SERVICE_MISSING',
]);
test('no such port', resolves, [service()], 'web:81', 'web/missing/81 on 81: ', ['BACKEND_PORT_MISSING']);
test('no such port name', resolves, [service()], 'web:http', 'web/missing/http on 80: ', [
  'BACKEND_PORT_MISSING',
]);
test(
  'a UDP port is none',
  resolves,
  [service({ ports: [{ port: 80, protocol: 'UDP' }] })],
  'web',
  'web/missing/80 on 80: ',
  ['BACKEND_PORT_MISSING'],
);
test('no slices', resolves, [service()], 'web', 'web/8080 on 8080: ', ['NO_ENDPOINTS']);
test('no slices and a named targetPort', resolves, [named], 'web', 'web/web on 80: ', ['NO_ENDPOINTS']);
test(
  'only addresses that are not ready',
  resolves,
  [service(), slice(['10.0.0.1 notReady'])],
  'web',
  'web/8080 on 8080: 10.0.0.1',
  ['NO_ENDPOINTS'],
);
test(
  'a terminating one still counts',
  resolves,
  [service(), slice(['10.0.0.1 terminating'])],
  'web',
  'web/8080 on 8080: 10.0.0.1',
);
test('ExternalName', resolves, [service({ type: 'ExternalName', externalName: 'x.org' })], 'web', 'refused', [
  'EXTERNAL_NAME_REFUSED',
]);
test(
  'ports differ',
  resolves,
  [service(), slice(['10.0.0.1', '10.0.0.2']), slice(['10.0.0.3'], { name: 'b', port: 9 })],
  'web',
  'web/8080 on 8080: 10.0.0.1 10.0.0.2',
  ['ENDPOINT_PORTS_DIFFER'],
);
test(
  'IPv6',
  resolves,
  [service(), slice(['fd00::1'], { addressType: 'IPv6' })],
  'web',
  'web/8080 on 8080: ',
  ['ENDPOINT_ADDRESS_UNSUPPORTED', 'NO_ENDPOINTS'],
);

test('by name and by number it is the same backend', (t) => {
  const key = (to: string): string => workloadKey(resolve([named, NAMED_PODS], to).backend!);
  t.is(key('web:http'), key('web:80'));
});

test('a reference is resolved once', (t) => {
  const resolver = createBackendResolver(createSnapshot([service(), PODS], 0), { policy: {} });
  t.is(resolver('shop', backend('web').service!), resolver('shop', backend('web').service!));
  t.not(resolver('shop', backend('web').service!), resolver('x', backend('web').service!));
});

test('a missing port with the number of a targetPort is a pool of its own', (t) => {
  const [good, bad] = ['web:80', 'web:8080'].map((to) => resolve([service(), PODS], to).backend!);
  t.not(workloadKey(good!), workloadKey(bad!));
});

test('the probe of a workload that says nothing (decision 15)', (t) => {
  const { probe, settings } = withProbe(resolve([service(), PODS], 'web').backend!, { host: 'a.com' });
  t.deepEqual(probe, {
    protocol: 'Http',
    host: 'a.com',
    path: '/',
    port: null,
    body: null,
    statusCodes: ['200-499'],
    interval: 10,
    timeout: 5,
    unhealthyThreshold: 3,
  });
  t.is(settings.protocol, probe.protocol);
});

test('what flaps is told by address; it is no endpoint that is ready', (t) => {
  const seen = createSnapshot([service(), slice(['10.0.0.1 notReady', '10.0.0.2 notReady'])], 0);
  const flapping = { count: 3, keptUntil: Date.UTC(2026, 0, 1) };
  const unsteady = new Map([
    ['10.0.0.1', { isKept: true, flapping }],
    ['10.0.0.2', { isKept: false, flapping: null }],
    ['10.0.0.3', { isKept: true, flapping }],
  ]);
  const snapshot = { ...seen, unsteadyEndpoints: new Map([['shop/web/', unsteady]]) };
  const { backend: found, problems } = createBackendResolver(snapshot, { policy: {} })(
    'shop',
    backend('web').service!,
  );
  t.deepEqual(
    found?.pool.endpoints.map(({ state }) => state),
    ['flapping', 'notReady'],
  );
  const [first, ...others] = problems(BY);
  t.deepEqual(first?.detail, {
    service: 'shop/web',
    port: '80',
    address: '10.0.0.1',
    count: 3,
    until: '2026-01-01T00:00:00.000Z',
  });
  t.deepEqual(told(others), ['NO_ENDPOINTS Ingress/shop/web']);
});
