import { X509Certificate, type KeyObject } from 'node:crypto';
import { decodeBase64 } from './base64.ts';
import { malformed, type Malformed } from './malformed.ts';
import { subjectOf } from './names.ts';
import type { PemBlock } from './pem.ts';

type Chain = readonly [leaf: X509Certificate, ...issuers: X509Certificate[]];

/** Every certificate of `tls.crt`, each once. One that cannot be read spoils the Secret, needed or not. */
export function readCertificates(blocks: readonly PemBlock[]): readonly X509Certificate[] | Malformed {
  const certificates = new Map<string, X509Certificate>();
  for (const { position, label, body } of blocks) {
    if (label !== 'CERTIFICATE' && label !== 'X509 CERTIFICATE') continue;
    const where = `block ${position} of tls.crt`;
    if (body === null) return malformed(`${where} has no END line of its own`);
    const der = decodeBase64(body);
    if (!der) return malformed(`${where} is not valid base64`);
    const certificate = parse(der);
    if (!certificate) return malformed(`${where} is not a certificate, or is damaged`);
    certificates.set(certificate.fingerprint256, certificate);
  }
  return certificates.size > 0 ? [...certificates.values()] : malformed(explainAbsence(blocks));
}

/**
 * Leaf, its issuer, the issuer of that, and so on, whatever their order in the file. The leaf is the certificate of
 * the key. A root that is given stays (the gateway wants the whole chain); a certificate that is not above the leaf
 * is left out, as it would only confuse clients.
 */
export function orderChain(certificates: readonly X509Certificate[], key: KeyObject): Chain | Malformed {
  const leaf = certificates.find((certificate) => certificate.checkPrivateKey(key));
  if (!leaf) return malformed(explainMismatch(certificates));
  const issuers: X509Certificate[] = [];
  const rest = new Set(certificates);
  for (let last: X509Certificate | undefined = leaf; last;) {
    rest.delete(last);
    last = issuerOf(last, rest);
    if (last) issuers.push(last);
  }
  return [leaf, ...issuers];
}

const issuerOf = (subject: X509Certificate, others: Iterable<X509Certificate>): X509Certificate | undefined =>
  subject.checkIssued(subject)
    ? undefined
    : [...others].find((other) => subject.checkIssued(other) && subject.verify(other.publicKey));

/** Also null where the public key is of no kind that OpenSSL knows: nothing could be checked with it. */
function parse(der: Buffer): X509Certificate | null {
  try {
    const certificate = new X509Certificate(der);
    return certificate.publicKey ? certificate : null;
  } catch {
    return null;
  }
}

function explainMismatch(certificates: readonly X509Certificate[]): string {
  const leaf = certificates.find(({ ca }) => !ca) ?? certificates[0]!;
  return `the private key does not belong to the certificate (subject ${subjectOf(leaf)})`;
}

function explainAbsence(blocks: readonly PemBlock[]): string {
  const label = blocks[0]?.label;
  if (label === undefined) return 'tls.crt holds no certificate';
  return label.endsWith('PRIVATE KEY')
    ? 'tls.crt holds no certificate but a private key: tls.crt and tls.key may be swapped'
    : `tls.crt holds no certificate, only ${label}`;
}
