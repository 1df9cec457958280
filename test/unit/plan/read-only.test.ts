import test from 'ava';
import type { Json, JsonObject, RawGateway } from '../../../src/appgw/wire.ts';
import { stripReadOnly } from '../../../src/plan/read-only.ts';
import { serverAnswer } from '../../helpers/server-answer.ts';
import { readCapture, readGetExample } from '../../helpers/shared-facts.ts';

const strip = test.macro((t, properties: JsonObject, expected: JsonObject) => {
  t.deepEqual(stripReadOnly({ properties }).properties, expected);
});
const child = (properties: JsonObject, rest: JsonObject = {}): JsonObject => ({
  name: 'a',
  properties,
  ...rest,
});
const REFS: Json = [{ id: '/x' }];

test(
  'state of the gateway',
  strip,
  {
    provisioningState: 'Updating',
    operationalState: 'Running',
    resourceGuid: 'g',
    privateEndpointConnections: [],
    defaultPredefinedSslPolicy: 'p',
    enableHttp2: true,
  },
  { enableHttp2: true },
);
test(
  'envelope of a child',
  strip,
  { probes: [child({ provisioningState: 'Succeeded' }, { id: '/x', etag: 'e', type: 't' })] },
  { probes: [child({}, { id: '/x' })] },
);
test(
  'envelope of an unknown collection',
  strip,
  { novel: [child({ provisioningState: 'x', y: 1 }, { etag: 'e' })] },
  { novel: [child({ y: 1 })] },
);
test(
  'envelope of a nested child',
  strip,
  {
    urlPathMaps: [
      child({ pathRules: [child({ provisioningState: 'x', paths: ['/a'] }, { etag: 'e', type: 't' })] }),
    ],
  },
  { urlPathMaps: [child({ pathRules: [child({ paths: ['/a'] })] })] },
);
test(
  'back references',
  strip,
  { frontendPorts: [child({ port: 80, httpListeners: REFS })] },
  { frontendPorts: [child({ port: 80 })] },
);
test(
  'path rules of a pool go',
  strip,
  { backendAddressPools: [child({ pathRules: REFS, urlPathMaps: REFS, requestRoutingRules: REFS })] },
  { backendAddressPools: [child({})] },
);
test(
  'a probe’s settings go, a rule’s stay',
  strip,
  {
    probes: [child({ backendHttpSettings: REFS })],
    requestRoutingRules: [child({ backendHttpSettings: { id: '/x' } })],
  },
  { probes: [child({})], requestRoutingRules: [child({ backendHttpSettings: { id: '/x' } })] },
);
test(
  'keys of certificates are not sent twice',
  strip,
  { sslCertificates: [child({ data: 'd', password: 'p', publicCertData: 'c', keyVaultSecretId: 'k' })] },
  { sslCertificates: [child({ keyVaultSecretId: 'k' })] },
);
test(
  'data of a trusted root stays',
  strip,
  { trustedRootCertificates: [child({ data: 'd' })] },
  { trustedRootCertificates: [child({ data: 'd' })] },
);
test(
  'another case of the names',
  strip,
  { frontEndPorts: [child({ HTTPListeners: REFS, Port: 80 })] },
  { frontEndPorts: [child({ Port: 80 })] },
);
test(
  'the same words elsewhere stay',
  strip,
  { sku: { type: 't', etag: 'e' }, waf: { exclusions: [{ type: 't' }] }, tags: ['etag', null] },
  { sku: { type: 't', etag: 'e' }, waf: { exclusions: [{ type: 't' }] }, tags: ['etag', null] },
);
test(
  'members named like something on every object',
  strip,
  JSON.parse('{"constructor": 1, "__proto__": {"a": 1}}') as JsonObject,
  JSON.parse('{"constructor": 1, "__proto__": {"a": 1}}') as JsonObject,
);

test('the envelope of the gateway keeps what is its owner’s', (t) => {
  const envelope = {
    id: '/x',
    name: 'n',
    location: 'l',
    tags: { etag: 'kept', type: 'kept' },
    zones: ['1'],
    identity: { type: 'UserAssigned' },
    properties: {},
  };
  t.deepEqual(stripReadOnly({ ...envelope, etag: 'e', type: 't' }), envelope);
});

/** Every path of a document that the other one lacks; nothing may be added or changed. */
function missing(before: Json, after: Json | undefined, path: string): string[] {
  if (after === undefined) return [path];
  if (typeof before !== 'object' || before === null) return before === after ? [] : [`changed ${path}`];
  const [old, fresh] = [before, after] as readonly JsonObject[];
  const added = Object.keys(fresh!).filter((name) => !Object.hasOwn(old!, name));
  return [
    ...Object.entries(old!).flatMap(([name, value]) => missing(value, fresh![name], `${path}/${name}`)),
    ...added.map((name) => `added ${path}/${name}`),
  ];
}
const lost = (live: RawGateway): string[] => {
  const paths = missing(live as unknown as Json, stripReadOnly(live) as unknown as Json, '');
  return [...new Set(paths.map((path) => path.replaceAll(/\/\d+/g, '')))].toSorted();
};

test('the captured answer loses its read-only members and no others', (t) => {
  const capture = readCapture(t);
  if (!capture) return;
  const { put, get } = capture;
  t.deepEqual(stripReadOnly(put.body), stripReadOnly(get.body));
  const envelope =
    /^(\/properties\/\w+(\/properties\/pathRules)?)?\/(etag|type|properties\/provisioningState)$/;
  t.deepEqual(
    lost(get.body).filter((path) => !envelope.test(path)),
    [
      '/properties/backendAddressPools/properties/pathRules',
      '/properties/backendAddressPools/properties/requestRoutingRules',
      '/properties/backendAddressPools/properties/urlPathMaps',
      '/properties/backendHttpSettingsCollection/properties/pathRules',
      '/properties/backendHttpSettingsCollection/properties/requestRoutingRules',
      '/properties/backendHttpSettingsCollection/properties/urlPathMaps',
      '/properties/defaultPredefinedSslPolicy',
      '/properties/frontendIPConfigurations/properties/httpListeners',
      '/properties/frontendPorts/properties/httpListeners',
      '/properties/httpListeners/properties/requestRoutingRules',
      '/properties/operationalState',
      '/properties/privateEndpointConnections',
      '/properties/resourceGuid',
      '/properties/rewriteRuleSets/properties/pathRules',
      '/properties/rewriteRuleSets/properties/urlPathMaps',
    ],
  );
});

test('the service as the tests have it makes the captured answer of what is left', (t) => {
  const capture = readCapture(t);
  if (!capture) return;
  const { body } = capture.get;
  const answer = serverAnswer(stripReadOnly(body));
  const withoutChance = (value: RawGateway): unknown =>
    JSON.parse(
      JSON.stringify(value, (name, inner: Json) => (/^(etag|resourceGuid)$/.test(name) ? undefined : inner)),
    );
  t.deepEqual(withoutChance(answer), withoutChance(body));
});

test('Microsoft’s example loses its read-only members and no others', (t) => {
  const live = readGetExample(t);
  if (!live) return;
  t.deepEqual(
    lost(live).filter((path) => !/\/(provisioningState|type|etag)$/.test(path)),
    [
      '/properties/operationalState',
      '/properties/privateEndpointConnections',
      '/properties/sslCertificates/properties/publicCertData',
      '/properties/trustedClientCertificates/properties/clientCertIssuerDN',
      '/properties/trustedClientCertificates/properties/validatedCertData',
    ],
  );
  t.false(JSON.stringify(stripReadOnly(live)).includes('provisioningState'));
});

test('what needs no stripping is the same object', (t) => {
  const kept = { name: 'pool', properties: { backendAddresses: [{ ipAddress: '10.0.0.1' }] } };
  const dropped = { ...kept, etag: 'e' };
  const clean = { backendAddressPools: [kept] };
  t.is(stripReadOnly({ properties: clean }).properties, clean);
  const pools = stripReadOnly({ properties: { backendAddressPools: [kept, dropped] } }).properties
    .backendAddressPools as readonly unknown[];
  t.is(pools[0], kept);
  t.deepEqual(pools[1], kept);
});
