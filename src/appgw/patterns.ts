/** A match in Application Gateway's own patterns: start with "/", `*` only last, no "?" or "#" (url-route-overview). */
import type { Match } from '../routing/model.ts';

export type Patterns =
  | { readonly kind: 'patterns'; readonly patterns: readonly string[] }
  /** Everything: ARM refuses "/" alone as a pattern, so it becomes the default of the map. */
  | { readonly kind: 'root' }
  | { readonly kind: 'exactRoot' }
  | { readonly kind: 'refused'; readonly reason: string };

export function toPatterns({ type, path }: Match): Patterns {
  const reason = refusal(path, type === 'Gateway');
  if (reason) return { kind: 'refused', reason };
  switch (type) {
    case 'Exact':
      return path === '/' ? { kind: 'exactRoot' } : { kind: 'patterns', patterns: [path] };
    case 'Prefix':
      return path === '/' ? { kind: 'root' } : { kind: 'patterns', patterns: [path, `${path}/*`] };
    case 'Gateway':
      return path === '/' || path === '/*' ? { kind: 'root' } : { kind: 'patterns', patterns: [path] };
  }
}

function refusal(path: string, starAllowed: boolean): string | null {
  if (!path.startsWith('/')) return 'it does not start with "/"';
  if (/[?#]/.test(path)) return 'it holds "?" or "#", which are no part of a path';
  const star = path.indexOf('*');
  if (star === -1) return null;
  if (!starAllowed) return 'its "*" would be a wildcard there';
  return star === path.length - 1 ? null : 'its "*" is not the last character';
}
