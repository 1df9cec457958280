/** Sub-resources of others that an object of the cluster may name; never one of ours, which we could remove. */
import { childrenOf } from './children.ts';
import { isOwn } from './names.ts';
import type { Child, Collections, RawGateway, SubResource } from './wire.ts';

const REFERABLE = ['sslCertificates', 'trustedRootCertificates', 'sslProfiles', 'rewriteRuleSets'] as const;
type ReferableCollection = (typeof REFERABLE)[number];

/** By lower-case name, each with its id as the gateway spells it. */
export type Referable = {
  readonly [C in ReferableCollection]: ReadonlyMap<string, Child<Collections[C]> & SubResource>;
};

/** What is handed over counts as well: it stays as long as anything refers to it. */
export function findReferable(raw: RawGateway, gatewayId: string, instance: string): Referable {
  return Object.fromEntries(
    REFERABLE.map((collection) => [
      collection,
      new Map(
        childrenOf(raw, collection)
          .filter(({ name }) => !isOwn(collection, name, instance))
          .map((child) => [
            child.name.toLowerCase(),
            { ...child, id: child.id ?? `${gatewayId}/${collection}/${child.name}` },
          ]),
      ),
    ]),
  ) as unknown as Referable;
}

export const findForeign = <C extends ReferableCollection>(
  { referable }: { readonly referable: Referable },
  collection: C,
  name: string,
): (Child<Collections[C]> & SubResource) | null => referable[collection].get(name.toLowerCase()) ?? null;
