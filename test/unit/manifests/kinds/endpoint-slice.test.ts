import test from 'ava';
import { accepted, refusals } from './refusals.ts';

const slice = (members: object) => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 's' },
  addressType: 'IPv4',
  ...members,
});
const check = test.macro((t, members: object, ...fields: string[]) => {
  t.deepEqual(refusals(slice(members)), fields);
});
const addresses = (addressType: string, ...list: unknown[]) => ({
  addressType,
  endpoints: [{ addresses: list }],
});
const ADDRESS = 'endpoints[0].addresses[0]';

test('nothing but a type', check, {});
test('type missing', check, { addressType: undefined }, 'addressType');
test('type of another spelling', check, { addressType: 'ipv4' }, 'addressType');
for (const address of [
  '127.0.0.1',
  '127.255.0.1',
  '169.254.1.1',
  '0.0.0.0',
  '224.0.0.1',
  'fd00::1',
  'a.b',
  '10.0.0',
  '',
  5,
]) {
  test(`IPv4 ${address}`, check, addresses('IPv4', address), ADDRESS);
}
for (const address of [
  '::1',
  'fe80::1',
  'febf::1',
  '::',
  'ff02::1',
  '10.0.0.1',
  '::ffff:10.0.0.1',
  'fd00::1%eth0',
]) {
  test(`IPv6 ${address}`, check, addresses('IPv6', address), ADDRESS);
}
for (const address of ['single', 'A.b', 'a_b.c', ''])
  test(`FQDN ${address}`, check, addresses('FQDN', address), ADDRESS);
test('IPv4 addresses', check, addresses('IPv4', '10.244.1.2', '192.168.0.1', '224.0.1.1', '128.0.0.1'));
test('IPv6 addresses', check, addresses('IPv6', 'fd00::1', '2001:db8::1', 'fec0::1'));
test('FQDN addresses', check, addresses('FQDN', 'db.example.com', 'a.b.'));
test('endpoint without address', check, addresses('IPv4'), 'endpoints[0].addresses');
test('endpoint without addresses', check, { endpoints: [{}] }, 'endpoints[0].addresses');
test(
  'too many endpoints',
  check,
  { endpoints: Array.from({ length: 1001 }, () => ({ addresses: ['10.0.0.1'] })) },
  'endpoints',
);
test(
  'too many addresses',
  check,
  addresses('IPv4', ...Array.from({ length: 101 }, () => '10.0.0.1')),
  'endpoints[0].addresses',
);
test(
  'conditions',
  check,
  { endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: 'yes' } }] },
  'endpoints[0].conditions.ready',
);
test('ports', check, { ports: [{ port: 80 }, { name: 'x', port: 80, protocol: 'UDP' }] });
test('names of ports used twice', check, { ports: [{ port: 80 }, { name: '', port: 81 }] }, 'ports[1].name');
test('name of a port', check, { ports: [{ name: 'A' }] }, 'ports[0].name');
test('protocol of a port', check, { ports: [{ protocol: 'http' }] }, 'ports[0].protocol');
test('number of a port', check, { ports: [{ port: 70_000 }] }, 'ports[0].port');

test('projection', (t) => {
  const endpoints = [
    {
      addresses: ['10.0.0.1'],
      conditions: { ready: true },
      targetRef: { kind: 'Pod', name: 'p', uid: 'u' },
      nodeName: 'n',
    },
  ];
  t.deepEqual(accepted(slice({ endpoints, ports: null })), {
    kind: 'EndpointSlice',
    metadata: { namespace: 'default', name: 's' },
    addressType: 'IPv4',
    endpoints: [
      { addresses: ['10.0.0.1'], conditions: { ready: true }, targetRef: { kind: 'Pod', name: 'p' } },
    ],
    ports: [],
  });
});
