/** Who refers to whom inside one gateway, and the back references that the service adds for it. */
import type { Json, JsonObject, RawGateway } from '../../../appgw/wire.ts';
import { isList, isObject } from './json.ts';
import type { ObjectShape, Shape } from './shape.ts';
import { childLists, mapChildren, propertiesOf } from './tree.ts';

export interface Reference {
  readonly from: { readonly collection: string; readonly id: string };
  /** The collection that the id must be found in. */
  readonly to: string;
  readonly id: string;
}

/** In document order. */
export function references(document: RawGateway): readonly Reference[] {
  const found: Reference[] = [];
  mapChildren(document, (child, { collection, id, shape }) => {
    const properties = child['properties'];
    const own = propertiesOf(shape);
    if (isObject(properties) && own) collect(properties, withoutChildren(own), { collection, id }, found);
    return child;
  });
  return found;
}

/** A nested child reports its own references. */
function withoutChildren(shape: ObjectShape): ObjectShape {
  const nested = new Set(childLists(shape).map(([name]) => name));
  const members = Object.entries(shape.members).filter(
    ([name, { access }]) => access !== 'backReference' && !nested.has(name),
  );
  return { ...shape, members: Object.fromEntries(members) };
}

function collect(value: Json | undefined, shape: Shape, from: Reference['from'], found: Reference[]): void {
  if (shape.kind === 'reference' && shape.to !== null && isObject(value)) {
    if (typeof value['id'] === 'string') found.push({ from, to: shape.to, id: value['id'] });
  } else if (shape.kind === 'list' && isList(value)) {
    for (const item of value) collect(item, shape.of, from, found);
  } else if (shape.kind === 'object' && isObject(value)) {
    for (const [name, member] of Object.entries(shape.members))
      collect(value[name], member.shape, from, found);
  }
}

/** Adds the back references of the table; a child that nobody refers to has none. */
export function link(document: RawGateway): RawGateway {
  const sources = Map.groupBy(references(document), ({ id }) => id.toLowerCase());
  return mapChildren(document, (child, { id, shape }) => {
    const { properties } = child;
    const backs = backReferencesOf(propertiesOf(shape), sources.get(id.toLowerCase()) ?? []);
    return backs === null || !isObject(properties)
      ? child
      : { ...child, properties: { ...properties, ...backs } };
  });
}

function backReferencesOf(shape: ObjectShape | null, sources: readonly Reference[]): JsonObject | null {
  if (shape === null || sources.length === 0) return null;
  const backs = Object.entries(shape.members).flatMap(([name, member]) => {
    if (member.access !== 'backReference') return [];
    const ids = new Set(
      sources.filter(({ from }) => from.collection === member.from).map(({ from }) => from.id),
    );
    return ids.size > 0 ? [[name, [...ids].map((id) => ({ id }))] as const] : [];
  });
  return Object.fromEntries(backs);
}
