/** Finds places in JSON text, which JSON.parse does not tell. Other control characters than these were refused before. */

export interface JsonError {
  readonly reason: string;
  readonly offset: number;
}
type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or }' | ', or ]';

const TOKEN =
  /[ \t\r\n]*(?:([{}[\],:])|("[^"\\\t\r\n]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\t\r\n]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;
const SPACE = /[ \t\r\n]*/y;

/** Offset after the first value at or after `start`, or the first error of the grammar. */
export function scanValue(text: string, start: number): number | JsonError {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let offset = start;
  for (;;) {
    TOKEN.lastIndex = offset;
    const token = TOKEN.exec(text);
    const next: Expected | 'end' | null = token && follow(expected, token, open);
    if (!token || !next) return errorAt(text, offset, expected);
    offset = TOKEN.lastIndex;
    if (next === 'end') return offset;
    expected = next;
  }
}

/** What may come after `token`; null if it may not stand here. Keeps `open`, the brackets around it. */
function follow(expected: Expected, token: RegExpExecArray, open: ('{' | '[')[]): Expected | 'end' | null {
  const [, mark, string, scalar] = token;
  if (mark === undefined) {
    if (expected.startsWith('key')) return string === undefined ? null : ':';
    return expected.startsWith('value') && (string ?? scalar) !== undefined ? afterValue(open) : null;
  }
  if (mark === ':') return expected === ':' ? 'value' : null;
  if (mark === ',') return expected === ', or }' ? 'key' : expected === ', or ]' ? 'value' : null;
  if (mark === '{' || mark === '[') {
    if (!expected.startsWith('value')) return null;
    open.push(mark);
    return mark === '{' ? 'key or }' : 'value or ]';
  }
  if (!expected.endsWith(` or ${mark}`)) return null;
  open.pop();
  return afterValue(open);
}

function afterValue(open: readonly ('{' | '[')[]): Expected | 'end' {
  const around = open.at(-1);
  return around === undefined ? 'end' : around === '{' ? ', or }' : ', or ]';
}

function errorAt(text: string, from: number, expected: Expected): JsonError {
  const offset = skipSpace(text, from);
  if (offset === text.length) return { reason: `the text ends where ${expected} is expected`, offset };
  if (text[offset] === '"' && /value|key/.test(expected)) {
    return {
      reason: 'the string that begins here is not closed, or holds a bad escape or a line break',
      offset,
    };
  }
  return { reason: `${JSON.stringify(text[offset])} stands where ${expected} is expected`, offset };
}

export function skipSpace(text: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.exec(text);
  return SPACE.lastIndex;
}

/** Offsets of the elements of the array `items` in the outermost object of valid JSON. */
export function itemOffsets(text: string): number[] {
  const offsets: number[] = [];
  let depth = 0;
  let inItems = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      const end = stringEnd(text, at);
      if (depth === 1 && text.startsWith('"items"', at)) inItems = text[skipSpace(text, end + 1)] === ':';
      at = end;
    } else if (char === '{' || char === '[') {
      if (depth === 2 && inItems && char === '{') offsets.push(at);
      depth += 1;
    } else if (char === '}' || char === ']') {
      depth -= 1;
      if (depth === 1) inItems = false;
    }
  }
  return offsets;
}

function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text[before] === '\\') before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
}
