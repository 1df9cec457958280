/** Reading a raw document: ARM compares names of members without case where AGIC wrote some (`frontEndPorts`). */
import type { Child, CollectionName, Collections, RawGateway } from './wire.ts';

export function childrenOf<C extends CollectionName>(
  raw: RawGateway,
  collection: C,
): readonly Child<Collections[C]>[] {
  return (memberOf(raw.properties, collection) ?? []) as readonly Child<Collections[C]>[];
}

/** The member of exactly this name, else one that differs only in case. */
export function memberOf(object: RawGateway['properties'], name: string): unknown {
  const key = memberName(object, name);
  return key === undefined ? undefined : object[key];
}

/** As this object spells it. */
export const memberName = (object: RawGateway['properties'], name: string): string | undefined =>
  name in object
    ? name
    : Object.keys(object).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
