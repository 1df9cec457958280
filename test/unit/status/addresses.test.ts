import test from 'ava';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { frontendsOf } from '../../../src/status/addresses.ts';

const gateway = (...frontends: readonly object[]): RawGateway =>
  ({ id: '/Gateways/Dev', name: 'dev', properties: { frontendIPConfigurations: frontends } }) as never;

for (const [title, frontend, expected] of [
  [
    'public',
    { name: 'p', id: '/G/F/P', properties: { publicIPAddress: { id: '/ips/A' } } },
    { id: '/g/f/p', publicIpId: '/ips/A', privateAddress: null },
  ],
  [
    'private',
    { name: 'p', id: '/g/f/p', properties: { privateIPAddress: '10.0.0.100' } },
    { id: '/g/f/p', publicIpId: null, privateAddress: '10.0.0.100' },
  ],
  [
    'without an id, as before the first answer',
    { name: 'P', properties: {} },
    { id: '/gateways/dev/frontendipconfigurations/p', publicIpId: null, privateAddress: null },
  ],
] as const) {
  test(`a frontend: ${title}`, (t) => t.deepEqual(frontendsOf(gateway(frontend)), [expected]));
}

test('a gateway without frontends', (t) => t.deepEqual(frontendsOf({ name: 'dev', properties: {} }), []));
