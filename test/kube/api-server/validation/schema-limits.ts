/** The plain numbers and patterns of a schema. */
import { isDeepStrictEqual } from 'node:util';
import { cause } from '../failures.ts';
import type { Cause } from '../failures.ts';
import { isMap, listAt } from '../objects.ts';
import type { JsonMap } from '../objects.ts';

export function limitCauses(schema: JsonMap, value: unknown, path: string): Cause[] {
  const reasons =
    typeof value === 'number'
      ? numberProblems(schema, value)
      : typeof value === 'string'
        ? textProblems(schema, value)
        : Array.isArray(value)
          ? listProblems(schema, value)
          : isMap(value)
            ? sizeProblems(schema, Object.keys(value).length, 'Properties', 'properties')
            : [];
  return reasons.map((reason) => cause(path, `in body ${reason}`));
}

const numberOf = (schema: JsonMap, name: string): number | null =>
  typeof schema[name] === 'number' ? schema[name] : null;

function numberProblems(schema: JsonMap, value: number): string[] {
  const [minimum, maximum, step] = ['minimum', 'maximum', 'multipleOf'].map((name) =>
    numberOf(schema, name),
  ) as [number | null, number | null, number | null];
  const problems: string[] = [];
  if (minimum !== null && (value < minimum || (schema['exclusiveMinimum'] === true && value === minimum))) {
    problems.push(`should be greater than or equal to ${minimum}`);
  }
  if (maximum !== null && (value > maximum || (schema['exclusiveMaximum'] === true && value === maximum))) {
    problems.push(`should be less than or equal to ${maximum}`);
  }
  if (step !== null && value % step !== 0) problems.push(`should be a multiple of ${step}`);
  return problems;
}

function textProblems(schema: JsonMap, value: string): string[] {
  const { pattern, format } = schema;
  const problems = sizeProblems(schema, Array.from(value).length, 'Length', 'chars long');
  if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(value)) {
    problems.push(`should match '${pattern}'`);
  }
  if (format === 'date-time' && Number.isNaN(Date.parse(value))) {
    problems.push('must be of type date-time');
  }
  return problems;
}

function listProblems(schema: JsonMap, value: readonly unknown[]): string[] {
  const problems = sizeProblems(schema, value.length, 'Items', 'items');
  const type = schema['x-kubernetes-list-type'];
  const keys = listAt(schema, 'x-kubernetes-list-map-keys').map(String);
  const identities = value.map((item) =>
    type === 'map' && isMap(item) ? keys.map((key) => item[key]) : item,
  );
  const isRepeated = (identity: unknown, index: number): boolean =>
    identities.findIndex((other) => isDeepStrictEqual(other, identity)) < index;
  if ((type === 'map' || type === 'set') && identities.some(isRepeated))
    problems.push('has a duplicate value');
  return problems;
}

function sizeProblems(schema: JsonMap, size: number, suffix: string, unit: string): string[] {
  const minimum = numberOf(schema, `min${suffix}`);
  const maximum = numberOf(schema, `max${suffix}`);
  const problems: string[] = [];
  if (minimum !== null && size < minimum) problems.push(`should be at least ${minimum} ${unit}`);
  if (maximum !== null && size > maximum) problems.push(`may not be longer than ${maximum} ${unit}`);
  return problems;
}
