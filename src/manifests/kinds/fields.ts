/**
 * Reading an untyped object field by field. In: a value from YAML or JSON. Out: its typed members; what is wrong is
 * collected with the field path that an API server would name, and reading goes on. null is the same as absent.
 */
import type { PathKey } from '../document.ts';

export interface Problem {
  /** As an API server writes it: `spec.rules[0].host`, `data[tls.crt]`. */
  readonly field: string;
  readonly path: readonly PathKey[];
  readonly reason: string;
}
export interface Problems {
  readonly refusals: Problem[];
  readonly unknown: Problem[];
}

export interface Field {
  readonly value: unknown;
  readonly key: PathKey;
  readonly label: string;
  readonly parent: Field | null;
  readonly problems: Problems;
}

/** Says what is wrong with a value, or null. */
export type Rule<T> = (value: T) => string | null;

export const rootField = (value: unknown): Field => ({
  value,
  key: '',
  label: '',
  parent: null,
  problems: { refusals: [], unknown: [] },
});

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isAbsent = (field: Field): boolean => field.value === undefined || field.value === null;

export function refuse(field: Field, reason: string): void {
  field.problems.refusals.push(problemAt(field, reason));
}

function problemAt(field: Field, reason: string): Problem {
  const path: PathKey[] = [];
  let label = '';
  for (let at: Field = field; at.parent !== null; at = at.parent) {
    path.unshift(at.key);
    label = at.label + label;
  }
  return { field: label.replace(/^\./, ''), path, reason };
}

const inside = (parent: Field, key: PathKey, value: unknown, label: string): Field => ({
  value,
  key,
  label,
  parent,
  problems: parent.problems,
});

/** A member; absent if `parent` is no object, which `struct` reports. */
export function at(parent: Field, name: string): Field {
  const value = isRecord(parent.value) && Object.hasOwn(parent.value, name) ? parent.value[name] : undefined;
  return inside(parent, name, value, `.${name}`);
}

/** An element of a list that is known to have it. */
export const element = (list: Field, index: number): Field =>
  inside(list, index, Array.isArray(list.value) ? list.value[index] : undefined, `[${index}]`);

/** An entry of a map; `refuse` names it as an API server does, `data[tls.crt]`. */
export const entry = (map: Field, key: string): Field => ({ ...at(map, key), label: `[${key}]` });

const typeName = (value: unknown): string =>
  Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;

function typed<T>(
  field: Field,
  expected: string,
  is: (value: unknown) => value is T,
  rule?: Rule<T>,
): T | undefined {
  const { value } = field;
  if (isAbsent(field)) return undefined;
  if (!is(value)) {
    refuse(field, `must be ${expected}, not ${typeName(value)}`);
    return undefined;
  }
  const reason = rule?.(value) ?? null;
  if (reason !== null) refuse(field, reason);
  return value;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isInteger = (value: unknown): value is number => Number.isInteger(value);
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

export const text = (field: Field, rule?: Rule<string>): string | undefined =>
  typed(field, 'a string', isText, rule);
export const flag = (field: Field): boolean | undefined => typed(field, 'true or false', isFlag);
export const integer = (field: Field, rule?: Rule<number>): number | undefined =>
  typed(field, 'a whole number', isInteger, rule);

export const oneOf = <const T extends string>(field: Field, allowed: readonly T[]): T | undefined =>
  text(field, (value) =>
    allowed.includes(value as T)
      ? null
      : `must be one of ${allowed.join(', ')}, not ${JSON.stringify(value)}`,
  ) as T | undefined;

/** Required text; the empty string is as good as none. */
export function requiredText(field: Field, rule?: Rule<string>): string {
  if (isAbsent(field) || field.value === '') refuse(field, 'is required');
  else return text(field, rule) ?? '';
  return '';
}

/** The field itself, checked to be an object if it is there. */
export function struct(field: Field): Field {
  typed(field, 'an object', isRecord);
  return field;
}

export function optional<T>(field: Field, read: (field: Field) => T): T | undefined {
  return isAbsent(field) ? undefined : read(struct(field));
}

export function elements(field: Field): Field[] | undefined {
  return typed(field, 'a list', isList)?.map((_value, index) => element(field, index));
}

/** A list of objects; one that is null is an empty one. */
export const structs = <T>(field: Field, read: (field: Field) => T): T[] | undefined =>
  elements(field)?.map((element) => read(struct(element)));

/** A map from string to string; a null value is the empty string, as in Go. */
export function textMap(field: Field, ruleOfKey?: Rule<string>, ruleOfValue?: Rule<string>) {
  const members = typed(field, 'an object', isRecord);
  if (members === undefined) return undefined;
  const entries = Object.keys(members).map((key): [string, string] => {
    const reason = ruleOfKey?.(key) ?? null;
    if (reason !== null) refuse(field, `the key ${JSON.stringify(key)} ${reason}`);
    return [key, text(entry(field, key), ruleOfValue) ?? ''];
  });
  return Object.fromEntries(entries);
}

/** Notes members that the API does not have: a misspelt one would be lost silently. */
export function noteUnknown(field: Field, known: readonly string[]): void {
  if (!isRecord(field.value)) return;
  for (const name of Object.keys(field.value)) {
    if (!known.includes(name)) field.problems.unknown.push(problemAt(at(field, name), ''));
  }
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Drops the members that are undefined. */
export const present = <T extends object>(members: T): Present<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;
