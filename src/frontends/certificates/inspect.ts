/**
 * Certificates: what a TLS Secret holds. In: one Secret, as the API server has it. Out: the certificate that the
 * gateway can be given (leaf, its chain in order, the private key) with its dates and names, or in words for its
 * owner why there is none. It must not know hosts, Ingresses, the gateway or the time: whether dates and names fit
 * is for the caller to judge.
 *
 * Only Secrets of type kubernetes.io/tls are taken, also where an Opaque one has the same keys: the type is the API's
 * convention, AGIC demands it too, and the controller watches Secrets by it.
 */
import { hash } from 'node:crypto';
import type { Secret } from '../../cluster/objects.ts';
import type { CertificateMaterial } from '../../routing/model.ts';
import { orderChain, readCertificates } from './chain.ts';
import { isMalformed, malformed, type Malformed } from './malformed.ts';
import { namesOf } from './names.ts';
import { splitPem } from './pem.ts';
import { readPrivateKey } from './private-key.ts';
import { readText } from './text.ts';

export type InspectedCertificate = UsableCertificate | Malformed;

export interface UsableCertificate {
  readonly state: 'usable';
  readonly material: CertificateMaterial;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Lower case: the DNS names of the leaf, or its common name where it has none. */
  readonly names: readonly string[];
}

const inspected = new WeakMap<Secret, InspectedCertificate>();

/** The same answer for the same object: Secrets are immutable and reading one costs milliseconds. */
export function inspectTlsSecret(secret: Secret): InspectedCertificate {
  const known = inspected.get(secret);
  if (known) return known;
  const result = inspect(secret);
  inspected.set(secret, result);
  return result;
}

function inspect(secret: Secret): InspectedCertificate {
  const type = secret.type ?? 'Opaque';
  if (type !== 'kubernetes.io/tls') {
    return malformed(
      `its type is ${type}, not kubernetes.io/tls, and a type cannot be changed: create it anew`,
    );
  }
  const certificateText = readText(secret, 'tls.crt');
  if (isMalformed(certificateText)) return certificateText;
  const keyText = readText(secret, 'tls.key');
  if (isMalformed(keyText)) return keyText;

  const certificates = readCertificates(splitPem(certificateText.text));
  if (isMalformed(certificates)) return certificates;
  const key = readPrivateKey(splitPem(keyText.text));
  if (isMalformed(key)) return key;
  const chain = orderChain(certificates, key);
  if (isMalformed(chain)) return chain;

  const [leaf] = chain;
  const ders = chain.map((certificate) => certificate.raw);
  return {
    state: 'usable',
    material: {
      fingerprint: hash('sha256', Buffer.concat(ders), 'hex'),
      chain: ders,
      privateKey: key.export({ type: 'pkcs8', format: 'der' }),
    },
    notBefore: leaf.validFromDate.getTime(),
    notAfter: leaf.validToDate.getTime(),
    names: namesOf(leaf),
  };
}
