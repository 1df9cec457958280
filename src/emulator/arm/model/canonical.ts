/**
 * A document as the service stores it: members spelt and ordered as in the table (ARM reads them without case),
 * what only ARM may write left out, defaults filled in. Members that the table lacks are kept at the end: a PUT
 * with such a member was refused before, a document loaded at start may have them.
 */
import type { Json, JsonObject, RawGateway } from '../../../appgw/wire.ts';
import { GATEWAY } from './gateway.ts';
import { isList, isObject } from './json.ts';
import type { Member, ObjectShape, Shape } from './shape.ts';

/** A request: read-only members are ARM's own and dropped. */
export const canonicalRequest = (document: JsonObject): RawGateway => canonical(document, dropped);

/** A document that the emulator starts with: its read-only members are the gateway's state. */
export const canonicalState = (document: JsonObject): RawGateway => canonical(document, keptState);

type Drop = (member: Member) => boolean;
const keptState: Drop = (member) => member.access === 'backReference';
const dropped: Drop = (member) => member.access === 'backReference' || member.access === 'readOnly';

const canonical = (document: JsonObject, drop: Drop): RawGateway =>
  canonicalObject(document, GATEWAY, drop) as unknown as RawGateway;

function canonicalObject(value: JsonObject, shape: ObjectShape, drop: Drop): JsonObject {
  const sent = new Map(
    Object.entries(value).map(([name, member]) => [name.toLowerCase(), [name, member] as const]),
  );
  const result: { [name: string]: Json } = {};
  for (const [name, member] of Object.entries(shape.members)) {
    const given = sent.get(name.toLowerCase())?.[1] ?? null;
    sent.delete(name.toLowerCase());
    const fill = member.access === 'backReference' ? undefined : member.fill;
    const kept = drop(member) ? (fill ?? null) : (given ?? fill ?? null);
    if (kept !== null) result[name] = canonicalValue(kept, member.shape, drop);
  }
  for (const [name, member] of sent.values()) result[name] = member;
  return result;
}

function canonicalValue(value: Json, shape: Shape, drop: Drop): Json {
  if (shape.kind === 'object' && isObject(value)) return canonicalObject(value, shape, drop);
  if (shape.kind === 'list' && isList(value))
    return value.map((item) => canonicalValue(item, shape.of, drop));
  if (shape.kind === 'map' && isObject(value)) {
    const entries = Object.entries(value).map(
      ([key, item]) => [key, canonicalValue(item, shape.of, drop)] as const,
    );
    return Object.fromEntries(entries);
  }
  if (shape.kind === 'choice' && typeof value === 'string') {
    return shape.of.find((known) => known.toLowerCase() === value.toLowerCase()) ?? value;
  }
  return value;
}
