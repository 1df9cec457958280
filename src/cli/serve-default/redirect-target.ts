/** Where a plain request is sent: the same over https, and only on hosts that we were told of. */

/** A request target as it stands in the first line, and the Host header. Null: it is not redirected. */
export function redirectTarget(
  hostHeader: string | undefined,
  target: string,
  hosts: readonly string[],
): string | null {
  const absolute = /^http:\/\/([^/?#]*)(.*)$/is.exec(target);
  // The host of a target in absolute form counts, not the header (RFC 9112, section 3.2.2).
  const host = (absolute?.[1] ?? hostHeader ?? '').replace(/:\d*$/, '').toLowerCase();
  const rest = absolute ? absolute[2]!.replace(/^(?!\/)/, '/') : target;
  // Also `*` of OPTIONS: after the host it would make another host of it.
  if (!rest.startsWith('/')) return null;
  return hosts.some((pattern) => matchesHost(pattern, host)) ? `https://${host}${rest}` : null;
}

/** `*.example.com` takes deeper hosts as well, as the listener in front does. */
export function matchesHost(pattern: string, host: string): boolean {
  const wanted = pattern.toLowerCase();
  return wanted.startsWith('*.')
    ? host.endsWith(wanted.slice(1)) && host.length >= wanted.length && /^[a-z0-9.-]+$/.test(host)
    : host === wanted;
}
