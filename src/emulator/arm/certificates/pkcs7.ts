/** The certificates-only SignedData that ARM shows as `publicCertData` (RFC 2315, section 9). */
import { TAG, encode } from './der.ts';

const SIGNED_DATA = Buffer.from('2a864886f70d010702', 'hex');
const DATA = Buffer.from('2a864886f70d010701', 'hex');

/** `certificates` in DER, leaf first. */
export function certificatesOnly(certificates: readonly Uint8Array[]): Buffer {
  const version = encode(TAG.integer, Buffer.of(1));
  const digests = encode(TAG.set);
  const content = encode(TAG.sequence, encode(TAG.oid, DATA));
  const signers = encode(TAG.set);
  const signedData = encode(
    TAG.sequence,
    version,
    digests,
    content,
    encode(TAG.context0, ...certificates),
    signers,
  );
  return encode(TAG.sequence, encode(TAG.oid, SIGNED_DATA), encode(TAG.context0, signedData));
}
