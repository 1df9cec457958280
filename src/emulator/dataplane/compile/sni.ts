/**
 * Which certificate a TLS client gets. A name that no listener has, or none at all, gets the basic listener's
 * certificate, else that of the first HTTPS listener in the order of the rules; never a reset.
 */
import type { ServerCertificate } from './certificates.ts';
import { createHostTable } from './hosts.ts';

export interface PortCertificates {
  /** Null: the listener's certificate cannot be had, and the real gateway refuses the name. */
  readonly forServerName: (name: string) => ServerCertificate | null;
  /** For clients that send no name. */
  readonly fallback: ServerCertificate | null;
}

export interface CertificateEntry {
  /** Empty: the basic listener. */
  readonly hosts: readonly string[];
  readonly certificate: ServerCertificate | null;
}

export function choosePortCertificates(entries: readonly CertificateEntry[]): PortCertificates {
  const named = createHostTable(
    entries.filter(({ hosts }) => hosts.length > 0).map((entry) => ({ patterns: entry.hosts, value: entry })),
  );
  const fallback = (entries.find(({ hosts }) => hosts.length === 0) ?? entries[0])?.certificate ?? null;
  return {
    forServerName(name) {
      const entry = named(name.toLowerCase());
      return entry ? entry.certificate : fallback;
    },
    fallback,
  };
}
