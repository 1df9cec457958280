/** Hand-built `DesiredGateway`s: what the back end would want for a handful of sites, without running it. */
import { createHash } from 'node:crypto';
import type { DesiredCertificate, DesiredGateway, DesiredItem } from '../../src/appgw/desired.ts';
import { buildName, identityHash, ownerHash } from '../../src/appgw/names.ts';
import {
  COLLECTIONS,
  type BackendHttpSettingsProperties,
  type Child,
  type CollectionName,
  type Collections,
  type PathRuleProperties,
  type RawGateway,
} from '../../src/appgw/wire.ts';

export const INSTANCE = 'k1';
export const GATEWAY_ID =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/dev/providers/Microsoft.Network/applicationGateways/dev';

export const nameIn = (collection: CollectionName | 'pathRules', readable: string, owner?: string): string =>
  buildName({
    instance: INSTANCE,
    collection,
    readable,
    hash: identityHash(collection, readable),
    ...(owner !== undefined && { owner: ownerHash({ kind: 'Ingress', namespace: 'shop', name: owner }) }),
  });

export const idOf = (collection: string, name: string): { readonly id: string } => ({
  id: `${GATEWAY_ID}/${collection}/${name}`,
});

export const ref = (collection: CollectionName, readable: string): { readonly id: string } =>
  idOf(collection, nameIn(collection, readable));

export const item = <C extends CollectionName>(
  collection: C,
  readable: string,
  properties: Collections[C],
  owners: readonly string[] = ['Ingress/shop/web'],
): DesiredItem<Collections[C]> => ({ name: nameIn(collection, readable), properties, owners });

type Parts = { readonly [C in CollectionName]?: readonly DesiredItem<Collections[C]>[] };
type Rest = Partial<Omit<DesiredGateway, 'collections'>>;

export function desiredGateway(parts: Parts, rest: Rest = {}): DesiredGateway {
  const collections = Object.fromEntries(
    COLLECTIONS.map((collection) => [
      collection,
      [...(parts[collection] ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1)),
    ]),
  ) as unknown as DesiredGateway['collections'];
  return {
    instance: INSTANCE,
    certificates: new Map(),
    gateway: {},
    tags: { set: {}, remove: [] },
    firewallPolicies: [],
    surrendered: [],
    readOnly: false,
    ...rest,
    collections,
  };
}

/** Bytes that stand for a chain and a key: `plan/` reads neither. */
export const certificateOf = (label: string): DesiredCertificate => ({
  chain: [derOf(`${label} leaf`), derOf('issuer')],
  privateKey: derOf(`${label} key`),
});

const derOf = (label: string): Uint8Array => {
  const body = createHash('sha512').update(label).digest();
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
};

export interface SiteSpec {
  readonly host: string;
  readonly priority: number;
  readonly members: readonly string[];
  /** Path patterns, each a rule of its own on the site's pool; none: a Basic rule. */
  readonly paths?: readonly string[];
  /** Label of its certificate; none: plain HTTP. */
  readonly certificate?: string;
  readonly settings?: Partial<BackendHttpSettingsProperties>;
  /** Labels of what stands behind it: CA of the backend, CA of the clients (with a profile), rewrite set. */
  readonly root?: string;
  readonly clientCa?: string;
  readonly rewrite?: string;
  readonly errorPages?: boolean;
  readonly owners?: readonly string[];
}

/** One host with everything behind it. Sites share the ports. */
export function sites(specs: readonly SiteSpec[], rest: Rest = {}): DesiredGateway {
  const labels = [...new Set(specs.flatMap(({ certificate }) => certificate ?? []))];
  const labelsOf = (member: 'root' | 'clientCa' | 'rewrite'): readonly string[] => [
    ...new Set(specs.flatMap((spec) => spec[member] ?? [])),
  ];
  const certificates = new Map(
    labels.map((label) => [nameIn('sslCertificates', label), certificateOf(label)] as const),
  );
  const owned = specs.map((spec) => ({ ...spec, owners: spec.owners ?? [`Ingress/shop/${spec.host}`] }));
  const ports = new Set(specs.map(({ certificate }) => (certificate ? 443 : 80)));
  return desiredGateway(
    {
      sslCertificates: labels.map((label) => item('sslCertificates', label, {})),
      trustedRootCertificates: labelsOf('root').map((label) =>
        item('trustedRootCertificates', label, { data: caOf(label) }),
      ),
      trustedClientCertificates: labelsOf('clientCa').map((label) =>
        item('trustedClientCertificates', label, { data: pemOf(label) }),
      ),
      sslProfiles: labelsOf('clientCa').map((label) => item('sslProfiles', label, profile(label))),
      rewriteRuleSets: labelsOf('rewrite').map((label) => item('rewriteRuleSets', label, rewriteSet(label))),
      frontendPorts: [...ports].map((port) => item('frontendPorts', String(port), { port })),
      backendAddressPools: owned.map(({ host, members, owners }) =>
        item(
          'backendAddressPools',
          host,
          { backendAddresses: members.map((ipAddress) => ({ ipAddress })) },
          owners,
        ),
      ),
      backendHttpSettingsCollection: owned.map(({ host, settings, root, owners }) =>
        item(
          'backendHttpSettingsCollection',
          host,
          {
            port: 8080,
            protocol: 'Http',
            requestTimeout: 30,
            probe: ref('probes', host),
            ...(root !== undefined && { trustedRootCertificates: [ref('trustedRootCertificates', root)] }),
            ...settings,
          },
          owners,
        ),
      ),
      probes: owned.map(({ host, owners }) => item('probes', host, probe(host), owners)),
      httpListeners: owned.map((spec) => item('httpListeners', spec.host, listener(spec), spec.owners)),
      urlPathMaps: owned
        .filter(({ paths }) => paths)
        .map(({ host, paths, rewrite, owners }) =>
          item(
            'urlPathMaps',
            host,
            {
              defaultBackendAddressPool: ref('backendAddressPools', host),
              defaultBackendHttpSettings: ref('backendHttpSettingsCollection', host),
              ...(rewrite !== undefined && { defaultRewriteRuleSet: ref('rewriteRuleSets', rewrite) }),
              pathRules: (paths ?? []).map((path) => pathRule(host, path)),
            },
            owners,
          ),
        ),
      requestRoutingRules: owned.map(({ host, priority, paths, owners }) =>
        item(
          'requestRoutingRules',
          host,
          {
            priority,
            httpListener: ref('httpListeners', host),
            ...(paths
              ? { ruleType: 'PathBasedRouting', urlPathMap: ref('urlPathMaps', host) }
              : { ruleType: 'Basic', ...backend(host) }),
          },
          owners,
        ),
      ),
    },
    { certificates, ...rest },
  );
}

const caOf = (label: string): string => Buffer.from(derOf(`${label} ca`)).toString('base64');
const pemOf = (label: string): string =>
  Buffer.from(`-----BEGIN CERTIFICATE-----\n${caOf(label)}\n-----END CERTIFICATE-----\n`).toString('base64');

const profile = (label: string): Collections['sslProfiles'] => ({
  trustedClientCertificates: [ref('trustedClientCertificates', label)],
  sslPolicy: { policyType: 'CustomV2', minProtocolVersion: 'TLSv1_3' },
  clientAuthConfiguration: { verifyClientCertIssuerDN: true, verifyClientRevocation: 'OCSP' },
});

const rewriteSet = (label: string): Collections['rewriteRuleSets'] => ({
  rewriteRules: [
    {
      name: label,
      ruleSequence: 100,
      conditions: [{ variable: 'var_uri_path', pattern: '^/x', ignoreCase: true, negate: false }],
      actionSet: {
        responseHeaderConfigurations: [{ headerName: 'Server', headerValue: '' }],
        urlConfiguration: { modifiedPath: '/y', reroute: false },
      },
    },
  ],
});

const backend = (host: string) => ({
  backendAddressPool: ref('backendAddressPools', host),
  backendHttpSettings: ref('backendHttpSettingsCollection', host),
});

const pathRule = (host: string, path: string): Child<PathRuleProperties> => ({
  name: nameIn('pathRules', `${host} ${path}`, 'web'),
  properties: { paths: [path], ...backend(host) },
});

const probe = (host: string): Collections['probes'] => ({
  protocol: 'Http',
  host,
  path: '/',
  interval: 10,
  timeout: 5,
  unhealthyThreshold: 3,
  match: { statusCodes: ['200-399', '401'] },
});

const listener = ({ host, certificate, clientCa, errorPages }: SiteSpec): Collections['httpListeners'] => ({
  protocol: certificate ? 'Https' : 'Http',
  hostNames: [host],
  frontendIPConfiguration: idOf('frontendIPConfigurations', 'public'),
  frontendPort: ref('frontendPorts', certificate ? '443' : '80'),
  ...(certificate && { sslCertificate: ref('sslCertificates', certificate) }),
  ...(clientCa && { sslProfile: ref('sslProfiles', clientCa) }),
  ...(errorPages === true && {
    customErrorConfigurations: [
      { statusCode: 'HttpStatus502', customErrorPageUrl: `https://${host}/502.html` },
    ],
  }),
});

/** A gateway on which nothing of ours is yet. */
export const blankGateway = (properties: RawGateway['properties'] = {}): RawGateway => ({
  id: GATEWAY_ID,
  name: 'dev',
  location: 'westeurope',
  tags: { team: 'edge' },
  properties: {
    sku: { name: 'Standard_v2', tier: 'Standard_v2', capacity: 2 },
    frontendIPConfigurations: [{ name: 'public', properties: { publicIPAddress: { id: '/x/pip' } } }],
    ...properties,
  },
});
