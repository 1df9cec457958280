/** The document's certificates, seen to open with their passwords; unchanged ones are not opened again. */
import { createSecureContext } from 'node:tls';
import { ConfigurationError } from './configuration-error.ts';
import type { GatewayDocument } from './document.ts';

/** What TLS is opened with: a PFX, or PEM as a Key Vault has it. */
export type ServerCertificate =
  | { readonly pfx: Buffer; readonly passphrase: string }
  | { readonly cert: Buffer; readonly key: Buffer };

/** By name in lower case. Null: the document has no private key for it (Key Vault, or a GET's answer). */
export type ServerCertificates = ReadonlyMap<string, ServerCertificate | null>;

/** Throws a ConfigurationError that names the certificate which cannot be opened. */
export type CertificateLoader = (document: GatewayDocument) => ServerCertificates;

export function createCertificateLoader(): CertificateLoader {
  let opened = new Map<string, ServerCertificate>();

  return (document) => {
    const kept = new Map<string, ServerCertificate>();
    const open = (id: string, data: string, passphrase: string): ServerCertificate => {
      const key = `${passphrase} ${data}`;
      const certificate = opened.get(key) ?? openCertificate(id, data, passphrase);
      kept.set(key, certificate);
      return certificate;
    };
    const certificates = document.all('sslCertificates').map((child) => {
      const { data, password = '' } = child.properties;
      const id = document.idOf('sslCertificates', child);
      return [child.name.toLowerCase(), data === undefined ? null : open(id, data, password)] as const;
    });
    opened = kept;
    return new Map(certificates);
  };
}

function openCertificate(id: string, data: string, passphrase: string): ServerCertificate {
  const bytes = Buffer.from(data, 'base64');
  const isPem = bytes.subarray(0, 11).toString() === '-----BEGIN ';
  const certificate = isPem ? { cert: bytes, key: bytes } : { pfx: bytes, passphrase };
  try {
    createSecureContext(certificate);
    return certificate;
  } catch (cause) {
    throw new ConfigurationError(id, 'has data or a password that cannot be opened', cause);
  }
}
