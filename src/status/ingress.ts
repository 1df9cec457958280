/**
 * Status of Ingresses (decision 9). In: what is on the gateway after an apply, and its addresses. Out: the addresses
 * that each Ingress has there. An Ingress of which nothing is served has none.
 */
import type { Child, Collections, RawGateway, SubResource } from '../appgw/wire.ts';

export interface ServedIngress {
  readonly namespace: string;
  readonly name: string;
  /** Lower-case ids of the frontend IP configurations on which it is served; sorted. */
  readonly frontends: readonly string[];
}

/** Who is served where, read off the document that was applied and the owners of its rules. */
export function servedIngresses(
  document: RawGateway,
  rules: readonly {
    readonly owners: readonly string[];
    readonly properties: { readonly httpListener?: SubResource };
  }[],
): readonly ServedIngress[] {
  const listeners = (document.properties['httpListeners'] ?? []) as unknown as readonly Child<
    Collections['httpListeners']
  >[];
  const frontendOf = new Map(
    listeners.map((listener) => [
      listener.name.toLowerCase(),
      (listener.properties.frontendIPConfiguration?.id ?? '').toLowerCase(),
    ]),
  );
  const served = new Map<string, Set<string>>();
  for (const { owners, properties } of rules) {
    const listener = (properties.httpListener?.id ?? '').split('/').at(-1)!.toLowerCase();
    const frontend = frontendOf.get(listener);
    if (frontend === undefined) continue;
    for (const owner of owners) served.set(owner, (served.get(owner) ?? new Set()).add(frontend));
  }
  return [...served]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([owner, frontends]) => {
      const [, namespace = '', name = ''] = owner.split('/');
      return { namespace, name, frontends: [...frontends].sort() };
    });
}
