/** The whole pure pipeline on a handful of objects, and the gateway as it is after the plan was applied. */
import type { Child, CollectionName, Collections, RawGateway } from '../../src/appgw/wire.ts';
import { BLANK_GATEWAY } from '../../src/cli/blank-gateway.ts';
import type { ClusterObject } from '../../src/cluster/objects.ts';
import { createSnapshot } from '../../src/cluster/snapshot.ts';
import { CONFIG, type ConfigInput } from '../../src/config/schema.ts';
import { compute, type Computation } from '../../src/controller/compute.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { refText } from '../../src/diagnostics/diagnostic.ts';
import { CLASS } from './objects.ts';
import { serverAnswer } from './server-answer.ts';

export const AT = Date.UTC(2026, 10, 21);
export { BLANK_GATEWAY as BLANK };

export const run = (
  objects: readonly ClusterObject[],
  live: RawGateway = BLANK_GATEWAY,
  config: ConfigInput = {},
): Computation =>
  compute(createSnapshot(objects, AT), live, { config: CONFIG.parse(config), conventionalClass: CLASS });

/** What a GET gives after the plan was sent. */
export const applied = ({ plan }: Computation): RawGateway => serverAnswer(plan.document);

/** Children of the document that the plan would send, by name. */
export function childrenOf<C extends CollectionName>(
  document: RawGateway,
  collection: C,
): readonly Child<Collections[C]>[] {
  return (document.properties[collection] ?? []) as unknown as readonly Child<Collections[C]>[];
}

export const nameIn = (reference: { readonly id: string } | undefined): string =>
  (reference?.id ?? '').split('/').at(-1) ?? '';

/** `CODE Ingress/shop/web`, in order. */
export const told = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ code, object }) => (object ? `${code} ${refText(object)}` : code));

/** Where requests lead, for people: host, port and path -> pool members or redirect; `else` is the rule's default. */
export function routes(document: RawGateway): { readonly [where: string]: string } {
  const byName = <C extends CollectionName>(collection: C, reference: { readonly id: string } | undefined) =>
    childrenOf(document, collection).find(
      ({ name }) => name.toLowerCase() === nameIn(reference).toLowerCase(),
    )?.properties;
  const pool = (reference: { readonly id: string } | undefined): string =>
    byName('backendAddressPools', reference)
      ?.backendAddresses.map(({ ipAddress, fqdn }) => ipAddress ?? fqdn)
      .join(',') || 'empty';
  const target = (
    to: { readonly id: string } | undefined,
    redirect: { readonly id: string } | undefined,
  ): string => {
    if (!redirect) return pool(to);
    const listener = byName('redirectConfigurations', redirect)?.targetListener;
    return `redirect ${byName('httpListeners', listener)?.protocol ?? 'nowhere'}`;
  };
  const entries = childrenOf(document, 'requestRoutingRules').flatMap(({ properties: rule }) => {
    const listener = byName('httpListeners', rule.httpListener)!;
    const port = byName('frontendPorts', listener.frontendPort)?.port;
    const hosts = [listener.hostName, ...(listener.hostNames ?? [])].filter(Boolean);
    const where = `${hosts.join('+') || '*'}:${port}`;
    const map = byName('urlPathMaps', rule.urlPathMap);
    if (!map) return [[`${where} else`, target(rule.backendAddressPool, rule.redirectConfiguration)]];
    return [
      ...map.pathRules.flatMap(({ properties }) =>
        properties.paths.map((pattern) => [
          `${where} ${pattern}`,
          target(properties.backendAddressPool, properties.redirectConfiguration),
        ]),
      ),
      [`${where} else`, target(map.defaultBackendAddressPool, map.defaultRedirectConfiguration)],
    ];
  });
  return Object.fromEntries(entries) as { readonly [where: string]: string };
}
