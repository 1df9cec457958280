/**
 * What `replaceForeign` hands over: the named foreign rules with what only they reach (listener, map, pool, …).
 * What anything else still refers to stays foreign. Frontend ports stay: they are shared by nature.
 */
import { isOwn } from './names.ts';
import { collectNodes } from './nodes.ts';
import type { CollectionName, RawGateway } from './wire.ts';

export interface Surrendered {
  readonly collection: CollectionName;
  readonly name: string;
}

export function surrender(
  raw: RawGateway,
  ruleNames: readonly string[],
  instance: string,
): readonly Surrendered[] {
  if (ruleNames.length === 0) return [];
  const wanted = new Set(ruleNames.map((name) => name.toLowerCase()));
  const nodes = collectNodes(raw);
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const given = new Set(
    nodes
      .filter((node) => node.collection === 'requestRoutingRules' && wanted.has(node.name.toLowerCase()))
      .map((node) => node.key),
  );
  const removable = (key: string): boolean => {
    const node = byKey.get(key);
    return (
      node !== undefined &&
      node.collection !== 'frontendPorts' &&
      !isOwn(node.collection, node.name, instance)
    );
  };
  for (let grown = true; grown;) {
    const next = [...given]
      .flatMap((key) => byKey.get(key)!.refersTo)
      .filter((key) => !given.has(key) && removable(key));
    const free = next.filter((key) =>
      nodes.every((node) => given.has(node.key) || !node.refersTo.includes(key)),
    );
    for (const key of free) given.add(key);
    grown = free.length > 0;
  }
  return nodes.filter((node) => given.has(node.key)).map(({ collection, name }) => ({ collection, name }));
}
