/**
 * PFX (PKCS#12, RFC 7292): what ARM takes as the `data` of a certificate. In: a chain and its private key in DER, a
 * password, the encryption. Out: the bytes of the file, the same for the same input, so that a document with an
 * unchanged certificate is an unchanged document. It must not know Secrets, PEM or the gateway.
 *
 * Equal bytes need salts and IVs that are computed, not drawn. Here that costs nothing: they come from the private
 * key and the chain through HMAC, so they tell nobody anything, and two files that differ in key or chain never
 * share one. A salt's other use, to stop tables of precomputed passwords, is moot: the password is not one that a
 * person chose, and it travels in the same request as the file.
 */
import { createHmac, hash } from 'node:crypto';
import { context, contextPrimitive, integer, octetString, oid, sequence, setOf, type Der } from './der.ts';
import { encrypt, macData, type Encrypted, type Encryption, type Salts } from './protection.ts';

export type { Encryption } from './protection.ts';

export interface PfxContent {
  /** DER; leaf first. */
  readonly chain: readonly Uint8Array[];
  /** PKCS#8 DER. */
  readonly privateKey: Uint8Array;
  readonly password: string;
  readonly encryption: Encryption;
}

const OID = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  localKeyId: '1.2.840.113549.1.9.21',
} as const;

/** Short, letters and digits only: the kind of password that Application Gateway is documented to take. */
export const pfxPassword = (privateKey: Uint8Array): string =>
  createHmac('sha256', privateKey).update('pfx password').digest('hex').slice(0, 24);

export function encodePfx({ chain, privateKey, password, encryption }: PfxContent): Uint8Array {
  const [leaf] = chain;
  if (!leaf) throw new RangeError('A PFX needs at least one certificate.');
  const salts = saltsOf(chain, privateKey);
  const leafId = localKeyId(leaf);

  const certificates = sequence(...chain.map((der, index) => certBag(der, index === 0 ? leafId : null)));
  const keys = sequence(keyBag(encrypt(encryption, privateKey, password, salts, 'key'), leafId));

  const safe = sequence(
    encryptedContent(encrypt(encryption, certificates, password, salts, 'certificates')),
    plainContent(keys),
  );
  return sequence(integer(3), plainContent(safe), macData(encryption, safe, password, salts));
}

function saltsOf(chain: readonly Uint8Array[], privateKey: Uint8Array): Salts {
  const content = hash('sha256', Buffer.concat(chain), 'buffer');
  return (label, size) =>
    createHmac('sha256', privateKey).update(label).update(content).digest().subarray(0, size);
}

/** The attribute that says which certificate the key belongs to; SHA-1 of the leaf is what other writers use. */
const localKeyId = (leaf: Uint8Array): Der =>
  setOf(sequence(oid(OID.localKeyId), setOf(octetString(hash('sha1', leaf, 'buffer')))));

const certBag = (der: Uint8Array, attributes: Der | null): Der =>
  sequence(
    oid(OID.certBag),
    context(0, sequence(oid(OID.x509Certificate), context(0, octetString(der)))),
    ...(attributes ? [attributes] : []),
  );

const keyBag = ({ algorithm, ciphertext }: Encrypted, attributes: Der): Der =>
  sequence(oid(OID.shroudedKeyBag), context(0, sequence(algorithm, octetString(ciphertext))), attributes);

const plainContent = (bytes: Uint8Array): Der => sequence(oid(OID.data), context(0, octetString(bytes)));

const encryptedContent = ({ algorithm, ciphertext }: Encrypted): Der =>
  sequence(
    oid(OID.encryptedData),
    context(0, sequence(integer(0), sequence(oid(OID.data), algorithm, contextPrimitive(0, ciphertext)))),
  );
