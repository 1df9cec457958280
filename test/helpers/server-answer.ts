/**
 * What the service makes of a PUT, as `facts/appgw.md` 2.1 describes it and the capture shows it: envelopes, defaults,
 * empty collections, back references, certificates without their keys. Written from the facts, not from `src/plan`.
 */
import type { Json, JsonObject, RawGateway } from '../../src/appgw/wire.ts';
import { addBackReferences, type Mutable } from './back-references.ts';

export interface AnswerOptions {
  /** The leaf that the service publishes for a certificate. */
  readonly leafOf?: (certificate: string) => Uint8Array;
  /** Another order of a list without order, and of an object's members. */
  readonly shuffle?: <T>(list: readonly T[]) => readonly T[];
  readonly recase?: (id: string) => string;
}

const ETAG = 'W/"189d6712-8959-4a3d-bbac-8fe8e4d281cb"';
const TYPE = 'Microsoft.Network/applicationGateways';

const EMPTY = [
  'sslCertificates',
  'trustedRootCertificates',
  'trustedClientCertificates',
  'sslProfiles',
  'loadDistributionPolicies',
  'backendSettingsCollection',
  'listeners',
  'urlPathMaps',
  'routingRules',
  'probes',
  'rewriteRuleSets',
  'redirectConfigurations',
  'privateLinkConfigurations',
  'privateEndpointConnections',
];

const DEFAULTS: { readonly [collection: string]: JsonObject } = {
  frontendIPConfigurations: { privateIPAllocationMethod: 'Dynamic' },
  backendHttpSettingsCollection: {
    cookieBasedAffinity: 'Disabled',
    connectionDraining: { enabled: false, drainTimeoutInSec: 1 },
    pickHostNameFromBackendAddress: false,
    requestTimeout: 30,
  },
  httpListeners: { hostNames: [], requireServerNameIndication: false, enableHttp3: false },
  probes: { pickHostNameFromBackendHttpSettings: false, minServers: 0, match: {} },
};

const UNORDERED = new Set(['backendAddresses', 'hostNames', 'statusCodes', 'trustedRootCertificates']);

export function serverAnswer(put: RawGateway, options: AnswerOptions = {}): RawGateway {
  const body = structuredClone(put) as unknown as { readonly id: string; readonly properties: Mutable };
  const { properties } = body;
  for (const collection of EMPTY) properties[collection] ??= [];
  for (const [collection, list] of Object.entries(properties)) {
    if (!Array.isArray(list)) continue;
    for (const child of list as unknown as Mutable[])
      fill(child, `${body.id}/${collection}`, collection, options);
  }
  addBackReferences(properties);
  Object.assign(properties, {
    provisioningState: 'Succeeded',
    operationalState: 'Running',
    resourceGuid: 'c0aac8e7-eb99-4bab-8a1a-95e3f352a2d2',
    defaultPredefinedSslPolicy: 'AppGwSslPolicy20220101',
  });
  const answer = { ...body, etag: ETAG, type: TYPE } as unknown as Json;
  return disturb(answer, '', options) as unknown as RawGateway;
}

function fill(child: Mutable, parent: string, collection: string, options: AnswerOptions): void {
  if (typeof child['name'] !== 'string') return;
  const id = `${parent}/${child['name']}`;
  const properties: Mutable = { ...DEFAULTS[collection], ...(child['properties'] as JsonObject) };
  properties['provisioningState'] = 'Succeeded';
  if (collection === 'sslProfiles') fillPolicy(properties);
  if (collection === 'sslCertificates') publish(properties, child['name'], options);
  Object.assign(child, { id, etag: ETAG, type: `${TYPE}/${collection}`, properties });
  const rules = properties['pathRules'];
  if (collection === 'urlPathMaps' && Array.isArray(rules)) {
    for (const rule of rules as unknown as Mutable[])
      fill(rule, `${id}/pathRules`, 'urlPathMaps/pathRules', options);
  }
}

/** What a policy of version 2 means is spelled out; not known of the service, but nothing may depend on it. */
function fillPolicy(properties: Mutable): void {
  const policy = properties['sslPolicy'] as JsonObject | undefined;
  if (policy?.['policyType'] === 'CustomV2') {
    properties['sslPolicy'] = { ...policy, cipherSuites: ['TLS_AES_128_GCM_SHA256'] };
  }
}

function publish(properties: Mutable, name: string, { leafOf }: AnswerOptions): void {
  delete properties['data'];
  delete properties['password'];
  const leaf = leafOf?.(name);
  if (leaf) {
    const bundle = Buffer.concat([Buffer.from([0x30, 0x82, 1, 0]), leaf]);
    properties['publicCertData'] = bundle.toString('base64');
  }
}

function disturb(value: Json, name: string, options: AnswerOptions): Json {
  const { shuffle = (list) => list, recase = (id) => id } = options;
  if (typeof value === 'string') return name === 'id' ? recase(value) : value;
  if (Array.isArray(value)) {
    const list = (value as Json[]).map((element) => disturb(element, '', options));
    return UNORDERED.has(name) ? [...shuffle(list)] : list;
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, inner]) => [key, disturb(inner, key, options)] as const);
  return Object.fromEntries(shuffle(members));
}
