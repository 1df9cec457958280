import test from 'ava';
import { readPublicAddress } from '../../../src/azure/public-address.ts';

const NONE = { ip: null, hostname: null };

for (const [title, body, expected] of [
  [
    'both',
    { properties: { ipAddress: '20.0.0.1', dnsSettings: { fqdn: 'gw.example' } } },
    { ip: '20.0.0.1', hostname: 'gw.example' },
  ],
  ['no DNS name', { properties: { ipAddress: '20.0.0.1' } }, { ip: '20.0.0.1', hostname: null }],
  ['a dynamic address that is not assigned', { properties: { dnsSettings: {} } }, NONE],
  ['empty texts', { properties: { ipAddress: '', dnsSettings: { fqdn: '' } } }, NONE],
  ['other types', { properties: { ipAddress: 1, dnsSettings: 'x' } }, NONE],
  ['no properties', {}, NONE],
  ['no body', null, NONE],
] as const) {
  test(title, (t) => t.deepEqual(readPublicAddress(body), expected));
}
