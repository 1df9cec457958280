/** Every (address, port) that a gateway document can send a request to: what `emulator` puts echo backends behind. */
import { childrenOf } from '../../appgw/children.ts';
import type { Child, RawGateway, SubResource } from '../../appgw/wire.ts';
import type { EchoEndpoint } from '../../emulator/echo/fleet.ts';

interface Pair {
  readonly pool: SubResource | undefined;
  readonly settings: SubResource | undefined;
}

export function poolEndpoints(document: RawGateway): readonly EchoEndpoint[] {
  const pools = byName(childrenOf(document, 'backendAddressPools'));
  const settings = byName(childrenOf(document, 'backendHttpSettingsCollection'));
  const endpoints = pairsOf(document).flatMap((pair): EchoEndpoint[] => {
    const port = settings.get(nameIn(pair.settings))?.properties.port;
    const pool = pools.get(nameIn(pair.pool));
    if (port === undefined || !pool) return [];
    return (pool.properties.backendAddresses ?? []).flatMap(({ ipAddress, fqdn }) => {
      const address = ipAddress ?? fqdn;
      return address === undefined
        ? []
        : [{ address, port, namespace: '', service: pool.name, pod: address }];
    });
  });
  return [
    ...new Map(endpoints.map((endpoint) => [`${endpoint.address} ${endpoint.port}`, endpoint])).values(),
  ];
}

function pairsOf(document: RawGateway): readonly Pair[] {
  const rules = childrenOf(document, 'requestRoutingRules').map(({ properties }) => ({
    pool: properties.backendAddressPool,
    settings: properties.backendHttpSettings,
  }));
  const maps = childrenOf(document, 'urlPathMaps').flatMap(({ properties }) => [
    { pool: properties.defaultBackendAddressPool, settings: properties.defaultBackendHttpSettings },
    ...(properties.pathRules ?? []).map((rule) => ({
      pool: rule.properties.backendAddressPool,
      settings: rule.properties.backendHttpSettings,
    })),
  ]);
  return [...rules, ...maps];
}

const nameIn = (reference: SubResource | undefined): string =>
  (reference?.id ?? '').split('/').at(-1)!.toLowerCase();

const byName = <P>(children: readonly Child<P>[]): ReadonlyMap<string, Child<P>> =>
  new Map(children.map((child) => [child.name.toLowerCase(), child]));
