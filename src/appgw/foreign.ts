/** Foreign listeners and rules: of these only what can stand in our way. */
import { childrenOf } from './children.ts';
import type { Child, Collections, HttpListenerProperties, RawGateway } from './wire.ts';

/** A foreign listener, and the rule on it if there is one. */
export interface ForeignSite {
  readonly listener: string;
  /** Lower-case id. */
  readonly frontend: string;
  readonly port: number;
  /** Lower case; empty for a basic listener. */
  readonly hosts: readonly string[];
  readonly rule: { readonly name: string; readonly priority: number } | null;
}

export function foreignSites(
  raw: RawGateway,
  listeners: readonly Child<HttpListenerProperties>[],
  rules: readonly Child<Collections['requestRoutingRules']>[],
): readonly ForeignSite[] {
  const portNumbers = new Map(
    childrenOf(raw, 'frontendPorts').map((port) => [port.name.toLowerCase(), port.properties.port]),
  );
  return listeners.map(({ name, properties }) => {
    const rule = rules.find(
      (candidate) => lastSegment(candidate.properties.httpListener?.id) === name.toLowerCase(),
    );
    const hosts = [properties.hostName ?? '', ...(properties.hostNames ?? [])].filter((host) => host !== '');
    return {
      listener: name,
      frontend: (properties.frontendIPConfiguration?.id ?? '').toLowerCase(),
      port: portNumbers.get(lastSegment(properties.frontendPort?.id)) ?? 0,
      hosts: hosts.map((host) => host.toLowerCase()),
      rule:
        rule?.properties.priority === undefined
          ? null
          : { name: rule.name, priority: rule.properties.priority },
    };
  });
}

/** Whether a rule sends anything to a pool; listeners that only redirect do not count against the limit. */
export function isActive(
  { properties }: Child<Collections['requestRoutingRules']>,
  raw: RawGateway,
): boolean {
  if (properties.redirectConfiguration) return false;
  const name = lastSegment(properties.urlPathMap?.id);
  const map = childrenOf(raw, 'urlPathMaps').find(
    (candidate) => candidate.name.toLowerCase() === name,
  )?.properties;
  if (!map?.defaultRedirectConfiguration) return true;
  return (map.pathRules ?? []).some((rule) => !rule.properties.redirectConfiguration);
}

const lastSegment = (id: string | undefined): string =>
  (id ?? '').slice((id ?? '').lastIndexOf('/') + 1).toLowerCase();
