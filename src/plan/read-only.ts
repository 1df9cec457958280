/**
 * What ARM adds to a document and we do not send back: by a list of paths, so that every member that is not on it
 * travels through untouched. Without case, because ARM reads member names that way and AGIC wrote `frontEndPorts`.
 */
import type { Json, JsonObject, RawGateway } from '../appgw/wire.ts';
import { isList, isObject } from './json.ts';

/** `*` is any member, `[]` any element of a list. */
const READ_ONLY = [
  'etag',
  'type',
  'properties/provisioningState',
  'properties/operationalState',
  'properties/resourceGuid',
  'properties/privateEndpointConnections',
  'properties/defaultPredefinedSslPolicy',
  ...envelope('properties/*/[]'),
  ...envelope('properties/urlPathMaps/[]/properties/pathRules/[]'),
  ...envelope('properties/advancedRoutingMaps/[]/properties/advancedRoutingRules/[]'),
  ...envelope('properties/loadDistributionPolicies/[]/properties/loadDistributionTargets/[]'),
  ...envelope('properties/privateLinkConfigurations/[]/properties/ipConfigurations/[]'),
  'properties/backendAddressPools/[]/properties/backendIPConfigurations',
  'properties/trustedClientCertificates/[]/properties/validatedCertData',
  'properties/trustedClientCertificates/[]/properties/clientCertIssuerDN',
  // A certificate that exists keeps its key if the entry comes without data.
  'properties/sslCertificates/[]/properties/publicCertData',
  'properties/sslCertificates/[]/properties/data',
  'properties/sslCertificates/[]/properties/password',
  // Back references: who refers to this sub-resource.
  'properties/sslCertificates/[]/properties/httpListeners',
  'properties/trustedRootCertificates/[]/properties/backendHttpSettings',
  'properties/trustedClientCertificates/[]/properties/sslProfiles',
  'properties/sslProfiles/[]/properties/httpListeners',
  'properties/frontendIPConfigurations/[]/properties/httpListeners',
  'properties/frontendPorts/[]/properties/httpListeners',
  'properties/httpListeners/[]/properties/requestRoutingRules',
  'properties/urlPathMaps/[]/properties/requestRoutingRules',
  'properties/probes/[]/properties/backendHttpSettings',
  ...routes('properties/backendAddressPools/[]/properties'),
  ...routes('properties/backendHttpSettingsCollection/[]/properties'),
  ...routes('properties/rewriteRuleSets/[]/properties'),
  ...routes('properties/redirectConfigurations/[]/properties'),
];

function envelope(child: string): string[] {
  return [`${child}/etag`, `${child}/type`, `${child}/properties/provisioningState`];
}

function routes(properties: string): string[] {
  return ['requestRoutingRules', 'urlPathMaps', 'pathRules'].map((referrer) => `${properties}/${referrer}`);
}

interface Node {
  readonly drop: boolean;
  readonly next: ReadonlyMap<string, Node>;
}

function compile(paths: readonly (readonly string[])[]): Node {
  const heads = new Set(paths.flatMap((path) => path.slice(0, 1)));
  const below = (head: string): Node =>
    compile(paths.filter(([first]) => first === head || first === '*').map((path) => path.slice(1)));
  return {
    drop: paths.some((path) => path.length === 0),
    next: new Map([...heads].map((head) => [head, below(head)])),
  };
}

const ROOT = compile(READ_ONLY.map((path) => path.toLowerCase().split('/')));

/** The document without its read-only members. What needs no stripping is shared with the original. */
export const stripReadOnly = (live: RawGateway): RawGateway =>
  strip({ ...live }, ROOT) as unknown as RawGateway;

function strip(value: Json, node: Node): Json {
  if (isList(value)) {
    const element = node.next.get('[]');
    return element ? stripElements(value, element) : value;
  }
  return isObject(value) && node.next.size > 0 ? stripMembers(value, node) : value;
}

function stripElements(list: readonly Json[], element: Node): readonly Json[] {
  const stripped = list.map((item) => strip(item, element));
  return stripped.every((item, index) => item === list[index]) ? list : stripped;
}

/** By entries: a member may be named `__proto__`. */
function stripMembers(object: JsonObject, { next }: Node): JsonObject {
  const any = next.get('*');
  const kept: [string, Json][] = [];
  let isSame = true;
  for (const [name, inner] of Object.entries(object)) {
    const below = next.get(name.toLowerCase()) ?? any;
    const stripped = below ? strip(inner, below) : inner;
    isSame &&= !below?.drop && stripped === inner;
    if (!below?.drop) kept.push([name, stripped]);
  }
  return isSame ? object : Object.fromEntries(kept);
}
