/** Conditions and values of rewrites, asked of a message. */
import { ASSUMPTIONS } from '../assumptions.ts';
import type { Condition } from '../compile/rewrites.ts';
import type { Value, Variable } from '../compile/rewrite-values.ts';

export type ReadVariable = (variable: Variable) => string;

/** What conditions caught, by the text of their variables. */
export type Captures = ReadonlyMap<string, RegExpExecArray>;

/** Null if one of them does not hold. What is absent counts as empty. */
export function evaluate(
  conditions: readonly Condition[],
  read: ReadVariable,
  before: Captures = new Map(),
): Captures | null {
  const captures = new Map(before);
  for (const { text, variable, pattern, negate } of conditions) {
    const found = find(pattern, read(variable));
    if ((found !== null) === negate) return null;
    if (found) captures.set(text, found);
  }
  return captures;
}

export const find = (pattern: RegExp, text: string): RegExpExecArray | null =>
  pattern.exec(text.slice(0, ASSUMPTIONS.longestMatchedInput));

export const render = (value: Value, read: ReadVariable, captures: Captures): string =>
  value
    .map((part) => {
      if (typeof part === 'string') return part;
      return 'of' in part ? (captures.get(part.of)?.[part.group] ?? '') : read(part.variable);
    })
    .join('')
    .replace(/[\r\n\0]/g, '');
