/** Host patterns of listeners: which one accepts which hosts. On the gateway `*` spans labels and `?` is one character. */

/** Whether every host of `host` (a name or a pattern) is accepted by `pattern`. Both lower case. */
export function accepts(pattern: string, host: string): boolean {
  if (pattern === host) return true;
  if (!/[*?]/.test(pattern)) return false;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '[^*]');
  return new RegExp(`^${source}$`).test(host);
}

/** Whether a listener with `hosts` takes all requests for `other`; a list without hosts takes every request. */
export const coversHosts = (hosts: readonly string[], other: readonly string[]): boolean =>
  hosts.length === 0 ||
  (other.length > 0 && other.every((host) => hosts.some((pattern) => accepts(pattern, host))));

export const sameHosts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === 0 ? b.length === 0 : a.some((host) => b.includes(host));

export const isWildcard = (host: string): boolean => /[*?]/.test(host);

/** Lower is more specific: exact names, then wildcards by falling number of labels, then no host at all. */
export function specificity(hosts: readonly string[]): number {
  const wildcards = hosts.filter(isWildcard);
  if (hosts.length === 0) return Infinity;
  if (wildcards.length === 0) return 0;
  return 100 - Math.min(...wildcards.map((host) => host.split('.').length));
}
