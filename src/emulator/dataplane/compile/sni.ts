/**
 * On whose terms a TLS client is served. A name that no listener has, or none at all, gets the basic listener's,
 * else those of the first HTTPS listener in the order of the rules; never a reset. Versions and cipher suites are
 * settled here once and for all: the Host header, which decides everything later, comes after the handshake.
 */
import { createHostTable } from './hosts.ts';
import type { TlsTerms } from './tls-terms.ts';

/** Null: the listener's certificate cannot be had, and the real gateway refuses the name. Empty: no name was sent. */
export type TermsLookup = (serverName: string) => TlsTerms | null;

export interface TermsEntry {
  /** Empty: the basic listener. */
  readonly hosts: readonly string[];
  readonly terms: TlsTerms | null;
}

export function chooseTerms(entries: readonly TermsEntry[]): TermsLookup {
  const named = createHostTable(
    entries.filter(({ hosts }) => hosts.length > 0).map((entry) => ({ patterns: entry.hosts, value: entry })),
  );
  const fallback = (entries.find(({ hosts }) => hosts.length === 0) ?? entries[0])?.terms ?? null;
  return (serverName) => {
    const entry = serverName === '' ? undefined : named(serverName.toLowerCase());
    return entry ? entry.terms : fallback;
  };
}
