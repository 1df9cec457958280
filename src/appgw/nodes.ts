/** The children of a gateway as a graph: who refers to whom. Keys are `collection/name` in lower case. */
import { childrenOf } from './children.ts';
import { COLLECTIONS, type CollectionName, type RawGateway } from './wire.ts';

export interface Node {
  readonly collection: CollectionName;
  readonly name: string;
  readonly key: string;
  readonly refersTo: readonly string[];
}

export function collectNodes(raw: RawGateway): readonly Node[] {
  return COLLECTIONS.flatMap((collection) => {
    return childrenOf(raw, collection).map(({ name, properties }) => ({
      collection,
      name,
      key: `${collection}/${name}`.toLowerCase(),
      refersTo: references(properties, collection),
    }));
  });
}

/** Back references point the other way and must not count; these members exist only in answers of the service. */
const BACK_REFERENCES = new Set([
  'httpListeners',
  'requestRoutingRules',
  'urlPathMaps',
  'backendHttpSettings',
]);

function references(value: unknown, collection: CollectionName): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => references(item, collection));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([member, child]) => {
    if (member === 'id' && typeof child === 'string')
      return [child.split('/').slice(-2).join('/').toLowerCase()];
    const isBack =
      (BACK_REFERENCES.has(member) && Array.isArray(child)) ||
      (member === 'pathRules' && collection !== 'urlPathMaps');
    return isBack ? [] : references(child, collection);
  });
}
