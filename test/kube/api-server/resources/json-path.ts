/** The JSONPath of printer columns: members, indexes, `[*]` and equality filters. */
import { isMap } from '../objects.ts';

type Step = (value: unknown) => readonly unknown[];

const TOKEN =
  /\.((?:[\w-]|\\.)+)|\[(\d+)\]|\[\*\]|\['([^']+)'\]|\[\?\(@\.([\w.]+)\s*==\s*["']([^"']*)["']\)\]/g;

export function jsonPath(path: string): (value: unknown) => readonly unknown[] {
  const steps = [...path.matchAll(TOKEN)].map(stepOf);
  return (value) => steps.reduce<readonly unknown[]>((values, step) => values.flatMap(step), [value]);
}

function stepOf([, member, index, quoted, filter, expected]: RegExpMatchArray): Step {
  const name = member?.replaceAll('\\', '') ?? quoted;
  if (name !== undefined) return (value) => memberOf(value, name);
  if (index !== undefined) {
    return (value) => (Array.isArray(value) && value.length > Number(index) ? [value[Number(index)]] : []);
  }
  if (filter === undefined) return elements;
  const read = jsonPath(`.${filter}`);
  return (value) => elements(value).filter((element) => String(read(element)[0]) === expected);
}

const memberOf = (value: unknown, name: string): readonly unknown[] =>
  isMap(value) && Object.hasOwn(value, name) ? [value[name]] : [];

const elements = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
