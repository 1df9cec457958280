/**
 * Random gateways of somebody else, as a portal, Terraform or a newer client may have made them: sites of all shapes
 * with names that nearly are ours, members and collections that nobody here knows, ids in any case, rules without a
 * priority. ARM would take each of them, but for what it does not know.
 */
import * as fc from 'fast-check';
import { buildName, identityHash } from '../../src/appgw/names.ts';
import type { Json, JsonObject, RawGateway } from '../../src/appgw/wire.ts';
import { gateway, GATEWAY_ID } from '../helpers/routing.ts';

type Edited = { [member: string]: Json | Edited };

interface Site {
  readonly label: string;
  readonly style: keyof typeof STYLES;
  readonly host: string;
  readonly port: number;
  readonly target: 'pool' | 'redirect' | 'paths';
}

const nearlyOurs = (collection: string, instance: string): string =>
  buildName({
    instance,
    collection: 'pathRules',
    readable: 'x',
    hash: identityHash(collection, instance),
  });
/** Names in a collection for a label. `default` is the instance of the tests. */
const STYLES = {
  plain: (label: string, collection: string) => `${label}-${collection}`,
  spelt: (label: string, collection: string) => `${label.toUpperCase()}_${collection}`,
  /** The grammar does not parse to its end. */
  cut: (label: string, collection: string) => `default.${collection.toLowerCase()}.${label}`,
  /** Parses, but no collection has this kind. */
  otherKind: (label: string, collection: string) => nearlyOurs(`${collection}${label}`, 'default'),
  otherInstance: (label: string, collection: string) => nearlyOurs(`${collection}${label}`, 'blue'),
} as const;

const sites: fc.Arbitrary<readonly Site[]> = fc
  .uniqueArray(
    fc.record({
      style: fc.constantFrom(...(Object.keys(STYLES) as (keyof typeof STYLES)[])),
      host: fc.constantFrom('', 'theirs.org', 'a.com', 'x.a.com', '*.a.com', '*.org'),
      port: fc.constantFrom(80, 443, 8080),
      target: fc.constantFrom('pool', 'redirect', 'paths'),
    }),
    { selector: ({ host, port }) => `${host}:${port}`, maxLength: 5 },
  )
  .map((list) => list.map((site, index) => ({ ...site, label: `site${index}` })));

const ref = (collection: string, name: string): JsonObject => ({ id: `${GATEWAY_ID}/${collection}/${name}` });

function collectionsOf(all: readonly Site[], priorities: readonly number[] | null): Edited {
  const inAll = (collection: string, of: (site: Site, index: number) => JsonObject | null): Json[] =>
    all.flatMap((site, index) => {
      const properties = of(site, index);
      return properties ? [{ name: STYLES[site.style](site.label, collection), properties }] : [];
    });
  const to = ({ style, label }: Site, collection: string): JsonObject =>
    ref(collection, STYLES[style](label, collection));
  const certified = all.filter(({ port }) => port === 443);
  return {
    frontendPorts: [...new Set(all.map(({ port }) => port))].map((port) => ({
      name: `Port_${port}`,
      properties: { port },
    })),
    sslCertificates: certified.map(({ label }) => ({
      name: `${label}-vault`,
      properties: { keyVaultSecretId: `https://theirs.vault.azure.net/secrets/${label}` },
    })),
    backendAddressPools: inAll('backendAddressPools', () => ({
      backendAddresses: [{ fqdn: 'Theirs.Example.org' }, { ipAddress: '10.20.0.1' }],
    })),
    probes: inAll('probes', () => ({
      protocol: 'Http',
      host: 'theirs.org',
      path: '/up',
      interval: 30,
      timeout: 30,
      unhealthyThreshold: 3,
    })),
    backendHttpSettingsCollection: inAll('backendHttpSettingsCollection', (site) => ({
      port: 8443,
      protocol: 'Http',
      connectionDraining: { enabled: false, drainTimeoutInSec: 1 },
      probe: to(site, 'probes'),
    })),
    rewriteRuleSets: inAll('rewriteRuleSets', () => ({
      rewriteRules: [
        {
          name: 'r',
          ruleSequence: 100,
          actionSet: { responseHeaderConfigurations: [{ headerName: 'X-Theirs', headerValue: '1' }] },
        },
      ],
    })),
    redirectConfigurations: inAll('redirectConfigurations', ({ target }) =>
      target === 'redirect' ? { redirectType: 'Found', targetUrl: 'https://theirs.org' } : null,
    ),
    urlPathMaps: inAll('urlPathMaps', (site) =>
      site.target === 'paths'
        ? {
            defaultBackendAddressPool: to(site, 'backendAddressPools'),
            defaultBackendHttpSettings: to(site, 'backendHttpSettingsCollection'),
            defaultRewriteRuleSet: to(site, 'rewriteRuleSets'),
            pathRules: [
              {
                name: 'Images',
                properties: {
                  paths: ['/Images/*'],
                  backendAddressPool: to(site, 'backendAddressPools'),
                  backendHttpSettings: to(site, 'backendHttpSettingsCollection'),
                },
              },
            ],
          }
        : null,
    ),
    httpListeners: inAll('httpListeners', (site) => ({
      frontendIPConfiguration: ref('frontendIPConfigurations', 'public'),
      frontendPort: ref('frontendPorts', `Port_${site.port}`),
      ...(certified.includes(site)
        ? { protocol: 'Https', sslCertificate: ref('sslCertificates', `${site.label}-vault`) }
        : { protocol: 'Http' }),
      ...(site.host !== '' && { hostNames: [site.host] }),
    })),
    requestRoutingRules: inAll('requestRoutingRules', (site, index) => ({
      ...(priorities && { priority: priorities[index]! }),
      httpListener: to(site, 'httpListeners'),
      ...(site.target === 'paths'
        ? { ruleType: 'PathBasedRouting', urlPathMap: to(site, 'urlPathMaps') }
        : { ruleType: 'Basic' }),
      ...(site.target === 'redirect' && { redirectConfiguration: to(site, 'redirectConfigurations') }),
      ...(site.target === 'pool' && {
        backendAddressPool: to(site, 'backendAddressPools'),
        backendHttpSettings: to(site, 'backendHttpSettingsCollection'),
      }),
    })),
  };
}

const MANAGED_IDENTITY =
  '/subscriptions/0000/resourceGroups/Theirs/providers/Microsoft.ManagedIdentity/userAssignedIdentities/gw';
const unknown = fc.jsonValue({ maxDepth: 2 }).map((of): Json => ({ of: of as Json }));
const envelope = fc.record(
  {
    tags: fc.dictionary(fc.constantFrom('team', 'Cost Centre'), fc.constantFrom('edge', ''), {
      noNullPrototype: true,
    }),
    zones: fc.constant(['1', '3']),
    identity: fc.constant({ type: 'UserAssigned', userAssignedIdentities: { [MANAGED_IDENTITY]: {} } }),
    location: fc.constantFrom('westeurope', 'West Europe'),
    futureEnvelope: unknown,
  },
  { requiredKeys: ['location'] },
);
const gatewayWide = fc.record(
  {
    sku: fc.constantFrom(
      { name: 'WAF_v2', tier: 'WAF_v2', capacity: 3 },
      { name: 'Standard_v2', tier: 'Standard_v2' },
    ),
    sslPolicy: fc.constantFrom<JsonObject>(
      { policyType: 'Predefined', policyName: 'AppGwSslPolicy20220101S' },
      { policyType: 'CustomV2', minProtocolVersion: 'TLSv1_3', cipherSuites: [] },
    ),
    webApplicationFirewallConfiguration: fc.constant<JsonObject>({
      enabled: true,
      firewallMode: 'Prevention',
      ruleSetType: 'OWASP',
      ruleSetVersion: '3.2',
      exclusions: [{ matchVariable: 'RequestHeaderNames', selector: 'x', selectorMatchOperator: 'Equals' }],
    }),
    autoscaleConfiguration: fc.constant({ minCapacity: 0, maxCapacity: 10 }),
    enableHttp2: fc.boolean(),
    globalConfiguration: fc.record({ enableRequestBuffering: fc.boolean() }),
    futureCollection: fc.constant<Json>([
      { name: 'default.pool.future.0123456789ab', properties: { New: [3, 1, 2] } },
    ]),
    futureMember: unknown,
  },
  { requiredKeys: ['sku'] },
);

/** A member that nobody knows, at some object of the document. */
const additions = fc.array(fc.tuple(fc.nat(), fc.constantFrom('futureFlag', 'XNew', 'zeta'), unknown), {
  maxLength: 6,
});
/** References in another case, by their place. */
const recasings = fc.array(fc.tuple(fc.nat(), fc.constantFrom('toUpperCase', 'toLowerCase')), {
  maxLength: 4,
});

export const liveDocuments: fc.Arbitrary<RawGateway> = fc
  .record({
    all: sites,
    priorities: fc.option(
      fc.uniqueArray(fc.integer({ min: 1, max: 20_000 }), { minLength: 5, maxLength: 5 }),
      {
        freq: 2,
      },
    ),
    head: envelope,
    wide: gatewayWide,
    additions,
    recasings,
  })
  .map(({ all, priorities, head, wide, additions: added, recasings: recased }) => {
    const document = gateway({ ...collectionsOf(all, priorities), ...wide }, head);
    return disturb(structuredClone(document) as unknown as Edited, added, recased) as unknown as RawGateway;
  });

function disturb(
  document: Edited,
  added: readonly (readonly [number, string, Json])[],
  recased: readonly (readonly [number, 'toUpperCase' | 'toLowerCase'])[],
): Edited {
  const objects = objectsIn(document['properties']!);
  for (const [at, name, value] of added) objects[at % objects.length]![name] = value;
  const pointers = objects.filter((object) => Object.keys(object).join() === 'id');
  for (const [at, change] of recased) {
    const pointer = pointers[at % pointers.length];
    if (pointer) pointer['id'] = (pointer['id'] as string)[change]();
  }
  return document;
}

const objectsIn = (value: Json | Edited): Edited[] => {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((member: Json | Edited) => objectsIn(member));
  return Array.isArray(value) ? inner : [value as Edited, ...inner];
};
