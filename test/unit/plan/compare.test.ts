import test from 'ava';
import type { CollectionName, JsonObject } from '../../../src/appgw/wire.ts';
import { memberDifferences } from '../../../src/plan/compare.ts';
import { mergeMembers } from '../../../src/plan/merge-members.ts';
import { SHAPES } from '../../../src/plan/shapes.ts';

const fields = (collection: CollectionName, desired: JsonObject, live: JsonObject): string[] =>
  memberDifferences(SHAPES[collection], desired, live, '');

/** Merged over the live one, the desired value always means what was desired. */
const differ = test.macro({
  exec: (
    t,
    collection: CollectionName,
    desired: JsonObject,
    live: JsonObject,
    expected: readonly string[] = [],
  ) => {
    t.deepEqual(fields(collection, desired, live), expected);
    const merged = mergeMembers(SHAPES[collection], desired, live);
    t.deepEqual(fields(collection, desired, merged), []);
    if (expected.length === 0)
      t.is(JSON.stringify(merged), JSON.stringify({ ...live, ...added(desired, live) }));
  },
  title: (name, collection: CollectionName) => `${collection}: ${name ?? ''}`,
});
const added = (desired: JsonObject, live: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(desired).filter(([name]) => !Object.hasOwn(live, name)));

const pool = (...addresses: readonly string[]): JsonObject => ({
  backendAddresses: addresses.map((ipAddress) => ({ ipAddress })),
});
const rules = (...paths: readonly string[]): JsonObject => ({
  pathRules: paths.map((path) => ({
    name: path,
    properties: { paths: [path], backendAddressPool: { id: '/p' } },
  })),
});

const SETTINGS = 'backendHttpSettingsCollection';
test(
  'the service’s defaults',
  differ,
  SETTINGS,
  { port: 80, protocol: 'Http' },
  {
    port: 80,
    protocol: 'Http',
    cookieBasedAffinity: 'Disabled',
    connectionDraining: { enabled: false, drainTimeoutInSec: 1 },
    pickHostNameFromBackendAddress: false,
    requestTimeout: 30,
    affinityCookieName: 'ApplicationGatewayAffinity',
    validateSNI: true,
    validateCertChainAndExpiry: true,
    probeEnabled: false,
    trustedRootCertificates: [],
  },
);
test('a default that is desired and not shown', differ, SETTINGS, { requestTimeout: 30 }, {});
test('not the default', differ, SETTINGS, { port: 80 }, { port: 80, requestTimeout: 31 }, [
  '/requestTimeout',
]);
test('a default that is switched off', differ, SETTINGS, {}, { validateSNI: false }, ['/validateSNI']);
test('null is absent', differ, SETTINGS, {}, { path: null, requestTimeout: null });
test(
  'one member of an object',
  differ,
  SETTINGS,
  { connectionDraining: { enabled: true, drainTimeoutInSec: 30 } },
  { connectionDraining: { enabled: true, drainTimeoutInSec: 60 } },
  ['/connectionDraining/drainTimeoutInSec'],
);
test(
  'an object that is not there',
  differ,
  SETTINGS,
  { connectionDraining: { enabled: true, drainTimeoutInSec: 30 } },
  {},
  ['/connectionDraining'],
);
test(
  'an object that should not be there',
  differ,
  SETTINGS,
  {},
  { connectionDraining: { enabled: true, drainTimeoutInSec: 30 } },
  ['/connectionDraining'],
);
test(
  'ids without case',
  differ,
  SETTINGS,
  { probe: { id: '/a/probes/P' } },
  { probe: { id: '/A/probes/p' } },
);
test('another id', differ, SETTINGS, { probe: { id: '/a' } }, { probe: { id: '/b' } }, ['/probe']);
test(
  'trusted roots in another order and case',
  differ,
  SETTINGS,
  { trustedRootCertificates: [{ id: '/a' }, { id: '/b' }] },
  { trustedRootCertificates: [{ id: '/B' }, { id: '/A' }] },
);
test(
  'an unknown member is not compared',
  differ,
  SETTINGS,
  {},
  { dedicatedBackendConnection: true, later: { a: 1 } },
);
test(
  'an unknown member that is desired is',
  differ,
  SETTINGS,
  { later: { a: [1, 2] } },
  { later: { a: [2, 1] } },
  ['/later'],
);
test('a member named like one of every object', differ, SETTINGS, {}, { constructor: 1, toString: 2 });

test('the order of members', differ, 'backendAddressPools', pool('a', 'b', 'c'), pool('c', 'a', 'b'));
test(
  'the order inside a member',
  differ,
  'backendAddressPools',
  { backendAddresses: [{ fqdn: 'x', ipAddress: 'y' }] },
  { backendAddresses: [{ ipAddress: 'y', fqdn: 'x' }] },
);
test('another member', differ, 'backendAddressPools', pool('a', 'b'), pool('a', 'c'), ['/backendAddresses']);
test('a member twice', differ, 'backendAddressPools', pool('a'), pool('a', 'a'), ['/backendAddresses']);
test('no members', differ, 'backendAddressPools', pool(), {});

test(
  'hosts in another order',
  differ,
  'httpListeners',
  { hostNames: ['a', 'b'] },
  { hostNames: ['b', 'a'], hostName: null },
);
test(
  'what the service adds',
  differ,
  'httpListeners',
  { protocol: 'Http' },
  { protocol: 'Http', hostNames: [], requireServerNameIndication: false, enableHttp3: false },
);
test('a firewall policy is ours to set', differ, 'httpListeners', {}, { firewallPolicy: { id: '/waf' } }, [
  '/firewallPolicy',
]);

test(
  'what the service adds',
  differ,
  'probes',
  { interval: 10 },
  { interval: 10, pickHostNameFromBackendHttpSettings: false, minServers: 0, match: {} },
);
test(
  'status codes in another order',
  differ,
  'probes',
  { match: { statusCodes: ['200', '401'] } },
  { match: { statusCodes: ['401', '200'], body: '' } },
);
test(
  'another status code',
  differ,
  'probes',
  { match: { statusCodes: ['200'] } },
  { match: { statusCodes: ['401'] } },
  ['/match/statusCodes'],
);

test('the order of path rules means something', differ, 'urlPathMaps', rules('/a', '/b'), rules('/b', '/a'), [
  '/pathRules',
]);
test('a path rule more', differ, 'urlPathMaps', rules('/a', '/b'), rules('/a'), ['/pathRules']);
test(
  'inside a path rule',
  differ,
  'urlPathMaps',
  rules('/a', '/b'),
  {
    pathRules: [
      ...(rules('/a')['pathRules'] as []),
      { name: '/B', id: '/x', properties: { paths: ['/b'], backendAddressPool: { id: '/q' } } },
    ],
  },
  ['/pathRules/1/properties/backendAddressPool'],
);

test('an absent includePath is true', differ, 'redirectConfigurations', { includePath: true }, {});
test(
  'of includeQueryString nothing is known',
  differ,
  'redirectConfigurations',
  { includeQueryString: true },
  {},
  ['/includeQueryString'],
);
test(
  'nested defaults',
  differ,
  'rewriteRuleSets',
  {
    rewriteRules: [
      {
        name: 'r',
        ruleSequence: 1,
        actionSet: { requestHeaderConfigurations: [{ headerName: 'x', headerValue: '' }] },
      },
    ],
  },
  {
    rewriteRules: [
      {
        name: 'r',
        ruleSequence: 1,
        conditions: [],
        actionSet: {
          requestHeaderConfigurations: [{ headerName: 'x' }],
          responseHeaderConfigurations: [],
          urlConfiguration: { reroute: false },
        },
      },
    ],
  },
);
