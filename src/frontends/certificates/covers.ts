/**
 * Whether a client that asks for `host` accepts a certificate with these names (RFC 6125: a wildcard is one whole
 * label, the leftmost). A wildcard host is covered by the same wildcard only.
 */
export function covers(names: readonly string[], host: string): boolean {
  const wanted = host.toLowerCase();
  const wildcard = wanted.startsWith('*.') ? null : wanted.replace(/^[^.]+/, '*');
  return names.some((name) => name === wanted || (name === wildcard && name.startsWith('*.')));
}
