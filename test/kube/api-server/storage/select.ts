/** Label and field selectors as predicates over objects. */
import { badRequest } from '../failures.ts';
import type { KubeObject } from '../objects.ts';
import type { ResourceDefinition } from '../resources/definition.ts';

export type Predicate = (object: KubeObject) => boolean;

type Labels = Readonly<Record<string, string>>;
type LabelTest = (labels: Labels) => boolean;

const SET = /^\s*(\S+)\s+(in|notin)\s*\(([^)]*)\)\s*$/;
const EQUALITY = /^\s*([^\s=!]+)\s*(==|=|!=)\s*(\S*)\s*$/;
const EXISTENCE = /^\s*(!?)\s*([^\s=!(),]+)\s*$/;

export function labelSelector(text: string): Predicate {
  const tests = splitOutsideParentheses(text).map(labelTest);
  return ({ metadata }) => tests.every((test) => test(metadata.labels ?? {}));
}

const splitOutsideParentheses = (text: string): string[] =>
  text.trim() === '' ? [] : text.split(/,(?![^(]*\))/);

function labelTest(requirement: string): LabelTest {
  const [, setKey, operator, list = ''] = SET.exec(requirement) ?? [];
  if (setKey !== undefined) {
    const values = new Set(list.split(',').map((value) => value.trim()));
    const isIn = (labels: Labels) => Object.hasOwn(labels, setKey) && values.has(labels[setKey] ?? '');
    return operator === 'in' ? isIn : (labels) => !isIn(labels);
  }
  const [, key, comparison, value] = EQUALITY.exec(requirement) ?? [];
  if (key !== undefined) return (labels) => (labels[key] === value) === (comparison !== '!=');
  const [, negation, name] = EXISTENCE.exec(requirement) ?? [];
  if (name !== undefined) return (labels) => Object.hasOwn(labels, name) === (negation === '');
  throw badRequest(`unable to parse requirement: ${requirement}`);
}

/** Only the fields that a kind declares can be selected by. */
export function fieldSelector(resource: ResourceDefinition, text: string): Predicate {
  const tests = fieldRequirements(text).map(({ field, isEqual, value }) => {
    const read = resource.selectableFields[field];
    if (!read) throw badRequest(`field label not supported: ${field}`);
    return (object: KubeObject) => (read(object) === value) === isEqual;
  });
  return (object) => tests.every((test) => test(object));
}

/** The name that a field selector narrows a request down to; authorization by resourceNames goes by it. */
export const selectedName = (text: string): string =>
  fieldRequirements(text).find(({ field, isEqual }) => field === 'metadata.name' && isEqual)?.value ?? '';

interface FieldRequirement {
  readonly field: string;
  readonly isEqual: boolean;
  readonly value: string;
}

function fieldRequirements(text: string): FieldRequirement[] {
  if (text.trim() === '') return [];
  return text.split(',').map((requirement) => {
    const [, field, comparison, value = ''] = EQUALITY.exec(requirement) ?? [];
    if (field === undefined) throw badRequest(`invalid selector: '${requirement}'; can't understand it`);
    return { field, isEqual: comparison !== '!=', value };
  });
}
