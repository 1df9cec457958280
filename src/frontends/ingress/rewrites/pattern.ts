/** Regular expressions in paths, as ingress-nginx's users write them. They are never run here, only looked at. */

/** What no literal path of a real manifest has; `.` and `-` are ordinary in paths. */
const METACHARACTERS = /[()[\]|^$+\\]|\.\*/;

export const isRegularExpression = (path: string): boolean => METACHARACTERS.test(path);

/** Application Gateway takes RE2, which has neither look-around nor back references. Null: it is one. */
export function problemOf(pattern: string): string | null {
  if (pattern.length > 1000) return 'the path is longer than 1000 characters';
  if (/\(\?(?:[=!]|<[=!])/.test(pattern)) return 'the gateway knows no look-ahead and no look-behind';
  if (/(?:^|[^\\])(?:\\\\)*\\[1-9]/.test(pattern)) return 'the gateway knows no back references';
  try {
    RegExp(pattern);
    return null;
  } catch {
    return 'the path is no valid regular expression';
  }
}

/** An escape, a class, or the head of a group, which captures unless a `?` stands there without a name. */
const TOKENS = /\\[^]|\[(?:\\[^]|[^\]\\])*\]|\((?:\?<?)?/g;

/** Groups that capture, of a pattern without problems; counted, because running it could take forever. */
export const countGroups = (pattern: string): number =>
  [...pattern.matchAll(TOKENS)].filter(([token]) => token === '(' || token === '(?<').length;

/** The part before the first metacharacter: all that the gateway's own patterns can say of it. */
export function literalPrefix(path: string): string {
  const start = path.replace(/^\^/, '');
  const index = start.search(METACHARACTERS);
  if (index === -1) return start;
  const literal = start.slice(0, index);
  // `x+`: the last character belongs to the repetition; the other metacharacters stand for themselves.
  return start[index] === '+' ? literal.slice(0, -1) : literal;
}
