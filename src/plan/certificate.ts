/** Certificates on the wire: what is sent for a new one, and whether a live one is what its name says. */
import type { DesiredCertificate, DesiredGateway } from '../appgw/desired.ts';
import type { Json, RawGateway } from '../appgw/wire.ts';
import { isObject } from './json.ts';
import { liveItems, nameOf, propertiesOf } from './live.ts';
import { encodePfx, pfxPassword, type Encryption } from './pfx/pfx.ts';

export interface CertificatePayload {
  readonly data: string;
  readonly password: string;
}

/** A certificate that ARM has not taken yet is planned again and again, at 13 ms each time: a pure memo. */
const payloads: Record<Encryption, WeakMap<DesiredCertificate, CertificatePayload>> = {
  '3des': new WeakMap(),
  aes256: new WeakMap(),
};

/** Equal bytes for an equal certificate: both members are computed from it. */
export function certificatePayload(
  certificate: DesiredCertificate,
  encryption: Encryption,
): CertificatePayload {
  const known = payloads[encryption].get(certificate);
  if (known) return known;
  const { chain, privateKey } = certificate;
  const password = pfxPassword(privateKey);
  const pfx = encodePfx({ chain, privateKey, password, encryption });
  const payload = { data: Buffer.from(pfx).toString('base64'), password };
  payloads[encryption].set(certificate, payload);
  return payload;
}

/** Names in `desired.certificates` under which the gateway serves another leaf. */
export function findTampered(desired: DesiredGateway, live: RawGateway): Set<string> {
  const published = new Map<string, Json | undefined>();
  for (const item of liveItems(live, 'sslCertificates')) {
    const name = nameOf(item);
    if (name !== null && isObject(item)) {
      published.set(name.toLowerCase(), propertiesOf(item)['publicCertData']);
    }
  }
  const tampered = [...desired.certificates].filter(([name, { chain }]) => {
    const [leaf] = chain;
    return leaf !== undefined && publishesOther(published.get(name.toLowerCase()), leaf);
  });
  return new Set(tampered.map(([name]) => name));
}

const DER_SEQUENCE = 0x30;

/**
 * `publicCertData` is a PKCS#7 bundle, which holds each certificate's DER as it is: finding the leaf's bytes is
 * enough. What is not DER (masked, or left out of a printed document) proves nothing.
 */
function publishesOther(publicCertData: Json | undefined, leaf: Uint8Array): boolean {
  if (typeof publicCertData !== 'string') return false;
  const bundle = Buffer.from(publicCertData, 'base64');
  return bundle[0] === DER_SEQUENCE && !bundle.includes(leaf);
}
