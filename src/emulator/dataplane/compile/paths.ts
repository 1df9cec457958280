/**
 * Which path rule of a map takes a path. `p*` is a prefix, anything else is exact; compared without case on the
 * percent-decoded path; the first in list order wins. Some reports say that the most specific wins: where the two
 * readings differ for a request, the table says so.
 */
import { ASSUMPTIONS } from '../assumptions.ts';

export interface PathRule<T> {
  readonly name: string;
  readonly paths: readonly string[];
  readonly value: T;
}

export interface PathMatch<T> {
  readonly value: T;
  /** How much of the path the pattern spells out. */
  readonly length: number;
}

interface Pattern<T> extends PathMatch<T> {
  readonly rule: string;
  readonly text: string;
  readonly literal: string;
  readonly exact: boolean;
}

export interface AmbiguousOrder {
  readonly path: string;
  /** Rule and pattern by list order, and by specificity. */
  readonly first: readonly [rule: string, pattern: string];
  readonly specific: readonly [rule: string, pattern: string];
}

export function createPathTable<T>(
  rules: readonly PathRule<T>[],
  onAmbiguous: (ambiguous: AmbiguousOrder) => void,
): (path: string) => PathMatch<T> | undefined {
  const patterns = rules.flatMap((rule) => rule.paths.map((text) => parsePattern(rule, text)));

  return (path) => {
    const folded = path.toLowerCase();
    let first: Pattern<T> | undefined;
    let specific: Pattern<T> | undefined;
    for (const pattern of patterns) {
      if (!matches(pattern, folded)) continue;
      first ??= pattern;
      if (!specific || isMoreSpecific(pattern, specific)) specific = pattern;
    }
    if (first && specific && first.rule !== specific.rule) {
      onAmbiguous({ path, first: [first.rule, first.text], specific: [specific.rule, specific.text] });
    }
    return first;
  };
}

/** Patterns are spelled in bytes, as decoded paths are (see `request-target.ts`). */
function parsePattern<T>({ name, value }: PathRule<T>, text: string): Pattern<T> {
  const bytes = Buffer.from(text, 'utf8').toString('latin1').toLowerCase();
  const exact = !bytes.endsWith('*');
  const literal = exact ? bytes : bytes.slice(0, -1);
  return { rule: name, text, literal, exact, value, length: literal.length };
}

function matches({ literal, exact }: Pattern<unknown>, path: string): boolean {
  if (exact) return path === literal;
  if (!literal.endsWith('/') || literal === '/') return path.startsWith(literal);
  if (path === literal) return ASSUMPTIONS.subtreeMatchesItsRoot;
  if (path === literal.slice(0, -1)) return ASSUMPTIONS.subtreeMatchesBareName;
  return path.startsWith(literal);
}

const isMoreSpecific = (a: Pattern<unknown>, b: Pattern<unknown>): boolean =>
  a.exact === b.exact ? a.length > b.length : a.exact;
