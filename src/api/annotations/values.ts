/** The types of annotation values. Text is trimmed; everything else must be right. */
import type { ValueType } from './annotation.ts';

// The spellings of Go's ParseBool, which AGIC's users bring.
const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

export const boolean: ValueType<boolean> = {
  allowed: '"true" or "false"',
  json: 'boolean',
  parse: (text) => (TRUE.has(text) ? true : FALSE.has(text) ? false : undefined),
};

export const integer = (least: number, most: number): ValueType<number> => ({
  allowed: `a whole number from ${least} to ${most}`,
  json: 'integer',
  range: [least, most],
  parse: (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    return value >= least && value <= most ? value : undefined;
  },
});

/** One of some words, in any case; the value is the word as it is listed. */
export const oneOf = <W extends string>(...words: readonly W[]): ValueType<W> => ({
  allowed: words.length === 1 ? `"${words[0]}"` : `one of ${words.map((word) => `"${word}"`).join(', ')}`,
  json: 'string',
  parse: (text) => words.find((word) => word.toLowerCase() === text.toLowerCase()),
});

export const matching = (pattern: RegExp, allowed: string, most = 2048): ValueType<string> => ({
  allowed,
  json: 'string',
  parse: (text) => (text.length <= most && pattern.test(text) ? text : undefined),
});

/** Elements apart by commas, a trailing comma allowed; at least one, at most `most`, each once. */
export const listOf = <T>(element: ValueType<T>, most: number): ValueType<readonly T[]> => ({
  allowed: `at most ${most}, apart by commas, each ${element.allowed}`,
  json: 'string',
  parse: (text) => {
    const texts = text.split(',').map((part) => part.trim());
    if (texts.at(-1) === '') texts.pop();
    const values = texts.map(element.parse);
    const distinct = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
    return values.length === 0 || distinct.length > most || values.includes(undefined)
      ? undefined
      : (distinct as T[]);
  },
});
