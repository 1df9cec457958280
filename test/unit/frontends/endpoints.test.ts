import test from 'ava';
import type { EndpointSlice } from '../../../src/cluster/objects.ts';
import { serviceEndpoints } from '../../../src/frontends/endpoints.ts';
import { slice } from '../../helpers/objects.ts';

const endpoints = test.macro({
  exec: (t, slices: readonly EndpointSlice[], expected: string, portName: string = '') => {
    const found = serviceEndpoints(slices, portName);
    t.is(found.endpoints.map(({ address, state }) => `${address} ${state}`).join(', '), expected);
  },
  title: (name) => name!,
});
test('ready', endpoints, [slice(['10.0.0.2', '10.0.0.1'])], '10.0.0.1 ready, 10.0.0.2 ready');
test('not ready', endpoints, [slice(['10.0.0.1 notReady'])], '10.0.0.1 notReady');
test('terminating and serving', endpoints, [slice(['10.0.0.1 terminating'])], '10.0.0.1 terminating');
test('terminating and not serving is gone', endpoints, [slice(['10.0.0.1 stopped'])], '');
test(
  'several slices',
  endpoints,
  [slice(['10.0.0.2']), slice(['10.0.0.1'])],
  '10.0.0.1 ready, 10.0.0.2 ready',
);
test(
  'the better of two states',
  endpoints,
  [slice(['10.0.0.1 terminating']), slice(['10.0.0.1'])],
  '10.0.0.1 ready',
);
test('in either order', endpoints, [slice(['10.0.0.1']), slice(['10.0.0.1 notReady'])], '10.0.0.1 ready');
test(
  'terminating before not ready',
  endpoints,
  [slice(['10.0.0.1 notReady']), slice(['10.0.0.1 terminating'])],
  '10.0.0.1 terminating',
);
test(
  'IPv6 is left out',
  endpoints,
  [slice(['fd00::1'], { addressType: 'IPv6' }), slice(['10.0.0.1'])],
  '10.0.0.1 ready',
);
test(
  'the port of that name',
  endpoints,
  [slice(['10.0.0.1'], { portName: 'http' }), slice(['10.0.0.2'])],
  '10.0.0.1 ready',
  'http',
);
test('no slice with that port', endpoints, [slice(['10.0.0.1'])], '', 'http');

const withPort = (port: EndpointSlice['ports'][number]): EndpointSlice => ({
  ...slice(['10.0.0.1']),
  ports: [port],
});
test('another protocol is another port', endpoints, [withPort({ port: 80, protocol: 'UDP' })], '');
test('a port without name and protocol', endpoints, [withPort({ port: 80 })], '10.0.0.1 ready');
test('a port without a number', endpoints, [withPort({ protocol: 'TCP' })], '');

test('what waits only for our gate is gated; no other state is', (t) => {
  const found = serviceEndpoints(
    [slice(['10.0.0.1', '10.0.0.2 notReady', '10.0.0.3 notReady', '10.0.0.4 terminating'])],
    '',
    ({ addresses }) => addresses[0] !== '10.0.0.3',
  );
  t.deepEqual(
    found.endpoints.map(({ state }) => state),
    ['ready', 'gated', 'notReady', 'terminating'],
  );
});

test('what is not ready and keeps its place flaps; no other state does', (t) => {
  const texts = ['10.0.0.1', '10.0.0.2 notReady', '10.0.0.3 notReady', '10.0.0.4 terminating'];
  const found = serviceEndpoints(
    [slice(texts)],
    '',
    () => false,
    (address) => address !== '10.0.0.3',
  );
  t.deepEqual(
    found.endpoints.map(({ state }) => state),
    ['ready', 'flapping', 'notReady', 'terminating'],
  );
});

const bare = (conditions?: EndpointSlice['endpoints'][number]['conditions']): readonly EndpointSlice[] => [
  { ...slice([]), endpoints: [{ addresses: ['10.0.0.1', '10.0.0.2'], ...(conditions && { conditions }) }] },
];
test('no conditions: ready; the first address of a pod', endpoints, bare(), '10.0.0.1 ready');
test('no ready condition: ready', endpoints, bare({}), '10.0.0.1 ready');
test('serving as ready where it is absent', endpoints, bare({ ready: false, terminating: true }), '');
test('no address', endpoints, [{ ...slice([]), endpoints: [{ addresses: [] }] }], '');

const ports = test.macro({
  exec: (t, slices: readonly EndpointSlice[], port: number | null, otherPorts: readonly number[]) =>
    t.like(serviceEndpoints(slices, ''), { port, otherPorts }),
  title: (name) => `port: ${name}`,
});
const on = (port: number, ...addresses: readonly string[]): EndpointSlice => slice(addresses, { port });
test('none', ports, [], null, []);
test('that with more ready addresses', ports, [on(1, '10.0.0.1'), on(2, '10.0.0.2', '10.0.0.3')], 2, [1]);
test(
  'not ready ones do not count',
  ports,
  [on(1, '10.0.0.1'), on(2, '10.0.0.2 notReady', '10.0.0.3 notReady')],
  1,
  [2],
);
test('the lower of equals', ports, [on(3, '10.0.0.3'), on(2, '10.0.0.2'), on(4, '10.0.0.4')], 2, [3, 4]);

test('slices that cannot be used are named, unless they are empty', (t) => {
  const slices = [
    slice(['fd00::1'], { name: 'six', addressType: 'IPv6' }),
    slice([], { name: 'empty', addressType: 'IPv6' }),
    slice(['x.org'], { name: 'names', addressType: 'FQDN' }),
  ];
  t.deepEqual(
    serviceEndpoints(slices, '').unsupported.map(({ metadata }) => metadata.name),
    ['six', 'names'],
  );
});
