/**
 * The certificate of the webhooks, made here: an authority that signs one server certificate and is then forgotten, so
 * no key of an authority is kept anywhere. Renewed when two thirds of its life are over, in this order:
 *
 *   new authority beside the old one into the webhook configurations ─► new certificate into the Secret ─► replicas
 *
 * Only the leader makes one; every replica reads the Secret. Until all have, either certificate is trusted.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { ServingCertificate } from './server.ts';

export interface StoredCertificate extends ServingCertificate {
  /** PEM: its authority, then the one before. */
  readonly authorities: string;
}

export interface CertificateStore {
  /** `certificate` null: there is none yet, or what is there cannot be used. Null: no Secret. */
  readonly read: () => Promise<{
    readonly certificate: StoredCertificate | null;
    readonly version: string;
  } | null>;
  /** Rejects where the Secret has another version. */
  readonly write: (certificate: StoredCertificate, version: string) => Promise<void>;
  /** Tells the API server whom to trust. */
  readonly trust: (authorities: string) => Promise<void>;
}

export interface Minted extends ServingCertificate {
  readonly authority: string;
}

export interface CertificateOptions {
  readonly store: CertificateStore;
  readonly host: string;
  readonly mint: (host: string, lifetime: { notBefore: Date; notAfter: Date }) => Promise<Minted>;
  readonly isLeading: () => boolean;
  readonly now: () => number;
}

const HOUR_MS = 3_600_000;
const LIFETIME_MS = 90 * 24 * HOUR_MS;
/** Somebody may have put the configurations back to what they were without us. */
const TRUST_AGAIN_MS = 300_000;

/** What to serve with now; null: not known yet. Rejects where it cannot be had; it is to be asked again and again. */
export function createCertificates(options: CertificateOptions): () => Promise<StoredCertificate | null> {
  const { store, host, mint, isLeading, now } = options;
  let trusted = { authorities: '', at: -Infinity };

  async function trust(authorities: string): Promise<void> {
    if (authorities === trusted.authorities && now() - trusted.at < TRUST_AGAIN_MS) return;
    await store.trust(authorities);
    trusted = { authorities, at: now() };
  }

  async function renew(before: StoredCertificate | null, version: string): Promise<StoredCertificate> {
    const { authority, ...minted } = await mint(host, {
      notBefore: new Date(now() - HOUR_MS),
      notAfter: new Date(now() + LIFETIME_MS),
    });
    const certificate = { ...minted, authorities: authority + firstOf(before?.authorities ?? '') };
    await trust(certificate.authorities);
    await store.write(certificate, version);
    return certificate;
  }

  return async () => {
    const stored = await store.read();
    if (!stored) throw new Error('the Secret of the webhooks is missing');
    const { certificate, version } = stored;
    if (!isLeading()) return certificate;
    if (certificate === null || isDue(certificate, host, now())) return renew(certificate, version);
    await trust(certificate.authorities);
    return certificate;
  };
}

export function isDue({ certificate }: ServingCertificate, host: string, now: number): boolean {
  const leaf = new X509Certificate(certificate);
  const [from, to] = [leaf.validFromDate.getTime(), leaf.validToDate.getTime()];
  return leaf.checkHost(host) === undefined || now >= from + ((to - from) * 2) / 3;
}

/** Whether it can be served with: it can be read, and the key is its own. */
export function isUsable({ certificate, key }: ServingCertificate): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

const firstOf = (authorities: string): string =>
  /-----BEGIN[^]*?END CERTIFICATE-----\n/.exec(authorities)?.[0] ?? '';
