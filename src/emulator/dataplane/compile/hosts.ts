/** Which of several host patterns, in order, accepts a host: `*` spans labels, `?` is one character. */

export interface HostEntry<T> {
  /** Empty: any host. */
  readonly patterns: readonly string[];
  readonly value: T;
}

/** The lookup for lower-case hosts without port. Exact names cost one map access, however many there are. */
export function createHostTable<T>(entries: readonly HostEntry<T>[]): (host: string) => T | undefined {
  const exact = new Map<string, number>();
  const wild: { readonly order: number; readonly accepts: RegExp }[] = [];
  for (const [order, { patterns }] of entries.entries()) {
    if (patterns.length === 0) wild.push({ order, accepts: /^/ });
    for (const pattern of patterns.map((text) => text.toLowerCase())) {
      if (/[*?]/.test(pattern)) wild.push({ order, accepts: toRegExp(pattern) });
      else if (!exact.has(pattern)) exact.set(pattern, order);
    }
  }

  return (host) => {
    let first = exact.get(host) ?? entries.length;
    for (const { order, accepts } of wild) {
      if (order >= first) break;
      if (accepts.test(host)) first = order;
    }
    return entries[first]?.value;
  };
}

const toRegExp = (pattern: string): RegExp =>
  new RegExp(`^${RegExp.escape(pattern).replaceAll('\\*', '.*').replaceAll('\\?', '.')}$`);
