/** The references that the service adds in the other direction, as `facts/appgw.md` 2.1 lists them. */
import type { Json } from '../../src/appgw/wire.ts';

export type Mutable = { [member: string]: Json };

const ROUTES = {
  requestRoutingRules: 'requestRoutingRules',
  urlPathMaps: 'urlPathMaps',
  pathRules: 'pathRules',
};
/** Referred-to collection → which of the referring collections show as a back reference. */
const BACK: { readonly [collection: string]: { readonly [referrer: string]: string } } = {
  frontendIPConfigurations: { httpListeners: 'httpListeners' },
  frontendPorts: { httpListeners: 'httpListeners' },
  sslCertificates: { httpListeners: 'httpListeners' },
  sslProfiles: { httpListeners: 'httpListeners' },
  trustedRootCertificates: { backendHttpSettingsCollection: 'backendHttpSettings' },
  trustedClientCertificates: { sslProfiles: 'sslProfiles' },
  httpListeners: { requestRoutingRules: 'requestRoutingRules' },
  probes: { backendHttpSettingsCollection: 'backendHttpSettings' },
  backendAddressPools: ROUTES,
  backendHttpSettingsCollection: ROUTES,
  rewriteRuleSets: { urlPathMaps: 'urlPathMaps', pathRules: 'pathRules' },
  redirectConfigurations: ROUTES,
};

interface Child {
  readonly id: string;
  readonly collection: string;
  readonly properties: Mutable;
}

/** `properties` of a gateway whose children have their ids. */
export function addBackReferences(properties: Mutable): void {
  const children = Object.entries(properties).flatMap(([collection, list]) => childrenIn(collection, list));
  const byId = new Map(children.map((child) => [child.id.toLowerCase(), child]));
  const referrers = children.flatMap((child) => {
    const { pathRules, ...properties } = child.properties;
    return [{ ...child, properties }, ...childrenIn('pathRules', pathRules)];
  });
  // What refers is read before anything is added: a back reference is not a reference.
  const pairs = referrers.flatMap(({ id, collection, properties }) =>
    textIn(properties).map((to) => ({
      from: id,
      member: BACK[byId.get(to)?.collection ?? '']?.[collection],
      to,
    })),
  );
  for (const { from, member, to } of pairs) {
    if (member === undefined) continue;
    const target = byId.get(to)!.properties;
    target[member] = [...((target[member] ?? []) as Json[]), { id: from }];
  }
}

const childrenIn = (collection: string, list: Json | undefined): Child[] =>
  Array.isArray(list)
    ? (list as unknown as Omit<Child, 'collection'>[])
        .filter(({ id }) => typeof id === 'string')
        .map(({ id, properties }) => ({ id, collection, properties }))
    : [];

function textIn(value: Json): string[] {
  if (typeof value === 'string') return [value.toLowerCase()];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textIn) : [];
}
