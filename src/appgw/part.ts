/** Part: one sub-resource of ours before it is known who else wants it. Equal identity means equal meaning. */
import { buildName, identityHash, type NameParts } from './names.ts';
import type { LiveGateway } from './live.ts';
import type { CollectionName, Collections, SubResource } from './wire.ts';

export type Part<C extends CollectionName = CollectionName> = {
  [K in C]: {
    readonly collection: K;
    readonly name: string;
    /** What the name's hash was made from: two identities may not share a name. Null: copied from the gateway. */
    readonly identity: string | null;
    readonly properties: Collections[K];
  };
}[C];

export function makePart<C extends CollectionName>(
  live: Pick<LiveGateway, 'instance'>,
  collection: C,
  identity: readonly (string | number)[],
  readable: string,
  properties: Collections[C],
): Part<C> {
  const parts: NameParts = { instance: live.instance, collection, readable, hash: identityHash(...identity) };
  return { collection, name: buildName(parts), identity: JSON.stringify(identity), properties };
}

export const reference = (live: LiveGateway, collection: CollectionName, name: string): SubResource => ({
  id: `${live.id}/${collection}/${name}`,
});

export const referenceTo = (live: LiveGateway, part: Part): SubResource =>
  reference(live, part.collection, part.name);
