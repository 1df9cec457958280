/**
 * Patterns of rewrites. The gateway's engine is RE2; here JavaScript's runs them, after what RE2 spells differently
 * was translated. Look-around and references back to a group, which RE2 lacks, are refused.
 */
export class PatternError extends Error {
  readonly code = 'INVALID_PATTERN';

  constructor(pattern: string, problem: string, cause?: unknown) {
    super(`the pattern ${pattern} ${problem}`, { cause });
    this.name = 'PatternError';
  }
}

/** Characters; the time to take a pattern apart can grow with their square. */
const PATTERN_LIMIT = 10_000;

/** An escape, a whole class, the head of a special group, or any other character. */
const TOKEN =
  /\\[^]|\[\^?\]?(?:\[:\^?[a-z]+:\]|\\[^]|[^\]\\])*\]|\(\?(?:P?<(?![=!])|<?[=!]|[a-zA-Z]*(?:-[a-zA-Z]+)?[:)])|[^]/g;
const LEADING_FLAGS = /^\(\?([ims]+)\)/;

export function compilePattern(pattern: string, ignoreCase: boolean): RegExp {
  if (pattern.length > PATTERN_LIMIT)
    throw new PatternError(`${pattern.slice(0, 60)}…`, `is longer than ${PATTERN_LIMIT} characters`);
  const [whole = '', flags = ''] = LEADING_FLAGS.exec(pattern) ?? [];
  const source = pattern.slice(whole.length).replace(TOKEN, (token) => translate(token, pattern));
  try {
    return new RegExp(source, [...new Set(ignoreCase ? `i${flags}` : flags)].join(''));
  } catch (cause) {
    throw new PatternError(pattern, 'is not a regular expression', cause);
  }
}

function translate(token: string, pattern: string): string {
  const [first = '', second = ''] = token;
  if (token.length > 1 && first === '\\') return translateEscape(second, pattern);
  if (token.length > 1 && first === '[') return translateClass(token, pattern);
  if (/^\(\?<?[=!]$/.test(token)) throw new PatternError(pattern, 'looks around, which RE2 cannot');
  if (/^\(\?.*\)$/.test(token)) throw new PatternError(pattern, `has ${token} inside, which is not emulated`);
  return token === '(?P<' ? '(?<' : token;
}

function translateEscape(character: string, pattern: string): string {
  if (/[1-9k]/.test(character)) throw new PatternError(pattern, 'refers back to a group, which RE2 cannot');
  if (/[CQpP]/.test(character)) throw new PatternError(pattern, `has \\${character}, which is not emulated`);
  if (character === 'A') return '^';
  if (character === 'z') return '$';
  if (/[A-Za-z]/.test(character) && !/[abBdDfnrsStvwWx]/.test(character))
    throw new PatternError(pattern, `has \\${character}, which RE2 does not know`);
  return character === 'a' ? '\\x07' : `\\${character}`;
}

const POSIX: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: ' \\t',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  word: '\\w',
  xdigit: 'A-Fa-f0-9',
};

function translateClass(text: string, pattern: string): string {
  const posix = text.replace(/\[:(\^?[a-z]+):\]/g, (whole, name: string) => {
    const range = POSIX[name];
    if (range === undefined) throw new PatternError(pattern, `has ${whole}, which is not emulated`);
    return range;
  });
  return posix.replace(/^(\[\^?)\]/, '$1\\]');
}
