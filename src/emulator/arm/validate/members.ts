/**
 * Members that the service does not know and values of another type: `InvalidRequestFormat` with `InvalidJson`
 * inside. Works on the body as it was sent. Whether back references and undocumented members may be sent back is
 * UNCONFIRMED: the switch refuses them.
 */
import type { ArmErrorBody, Json, JsonObject } from '../../../appgw/wire.ts';
import { GATEWAY } from '../model/gateway.ts';
import { isList, isObject } from '../model/json.ts';
import type { Member, ObjectShape, Shape } from '../model/shape.ts';
import { CONFIRMED } from './codes.ts';
import { refusal } from './refusal.ts';

export interface RefusedMembers {
  readonly backReferences: boolean;
  readonly undocumented: boolean;
}

export function checkMembers(body: JsonObject, refused: RefusedMembers): ArmErrorBody | null {
  const message = offenceOfObject(body, GATEWAY, '', refused);
  return message === null ? null : invalidJson(message);
}

export const invalidJson = (message: string): ArmErrorBody =>
  refusal(CONFIRMED.invalidRequestFormat, 'Cannot parse the request.', [
    refusal(CONFIRMED.invalidJson, message),
  ]);

function offenceOfObject(
  value: JsonObject,
  shape: ObjectShape,
  path: string,
  refused: RefusedMembers,
): string | null {
  const known = new Map(Object.entries(shape.members).map(([name, member]) => [name.toLowerCase(), member]));
  for (const [name, held] of Object.entries(value)) {
    const at = path === '' ? name : `${path}.${name}`;
    const member = known.get(name.toLowerCase());
    if (!member || isRefused(member, refused)) {
      return `Could not find member '${name}' on object of type '${shape.type}'. Path '${at}'.`;
    }
    const offence = offenceOf(held, member.shape, at, refused);
    if (offence !== null) return offence;
  }
  return null;
}

const isRefused = (member: Member, refused: RefusedMembers): boolean =>
  (member.access === 'backReference' && refused.backReferences) ||
  (member.access === 'undocumented' && refused.undocumented);

/** A null is a member that was not sent. */
function offenceOf(value: Json, shape: Shape, path: string, refused: RefusedMembers): string | null {
  if (value === null) return null;
  if (shape.kind === 'reference') return offenceOfReference(value, path);
  if (shape.kind === 'object' && isObject(value)) return offenceOfObject(value, shape, path, refused);
  if (shape.kind === 'list' && isList(value)) return offenceOfItems(value, shape.of, path, refused);
  if (shape.kind === 'map' && isObject(value)) return offenceOfEntries(value, shape.of, path, refused);
  if (shape.kind === 'choice' && isOneOf(value, shape.of)) return null;
  if (shape.kind === 'scalar' && isScalar(value, shape.type)) return null;
  return unreadable(value, 'type' in shape ? shape.type : shape.kind, path);
}

const isOneOf = (value: Json, known: readonly string[]): boolean =>
  typeof value === 'string' && known.some((one) => one.toLowerCase() === value.toLowerCase());

const offenceOfEntries = (
  entries: JsonObject,
  of: Shape,
  path: string,
  refused: RefusedMembers,
): string | null =>
  firstOffence(Object.entries(entries), ([key, item]) => offenceOf(item, of, `${path}.${key}`, refused));

const offenceOfItems = (
  items: readonly Json[],
  of: Shape,
  path: string,
  refused: RefusedMembers,
): string | null =>
  firstOffence(items.entries(), ([index, item]) => offenceOf(item, of, `${path}[${index}]`, refused));

function offenceOfReference(value: Json, path: string): string | null {
  if (!isObject(value)) return unreadable(value, 'SubResource', path);
  const unknown = Object.keys(value).find((name) => name.toLowerCase() !== 'id');
  if (unknown !== undefined) {
    return `Could not find member '${unknown}' on object of type 'SubResource'. Path '${path}.${unknown}'.`;
  }
  return typeof value['id'] === 'string' ? null : unreadable(value['id'] ?? null, 'string', `${path}.id`);
}

function firstOffence<T>(items: Iterable<T>, check: (item: T) => string | null): string | null {
  for (const item of items) {
    const offence = check(item);
    if (offence !== null) return offence;
  }
  return null;
}

function isScalar(value: Json, type: 'string' | 'integer' | 'number' | 'boolean'): boolean {
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

const unreadable = (value: Json, type: string, path: string): string =>
  `Error converting value ${JSON.stringify(value)} to type '${type}'. Path '${path}'.`;
