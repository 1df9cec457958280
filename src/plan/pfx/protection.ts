import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto';
import { integer, nullValue, octetString, oid, sequence, type Der } from './der.ts';
import { derive, type Digest } from './kdf.ts';

/**
 * `3des`: pbeWithSHAAnd3-KeyTripleDES-CBC with an HMAC-SHA1 MAC, the form that every PKCS#12 reader takes.
 * `aes256`: PBES2 (PBKDF2 with HMAC-SHA256, AES-256-CBC) with an HMAC-SHA256 MAC. Application Gateway has refused
 * such files as "password incorrect", hence it is not the default.
 */
export type Encryption = '3des' | 'aes256';

/** Bytes that depend on the content of the file and on the label. */
export type Salts = (label: string, size: number) => Uint8Array;

export interface Encrypted {
  /** AlgorithmIdentifier. */
  readonly algorithm: Der;
  readonly ciphertext: Uint8Array;
}

const ITERATIONS = 2048;

const OID = {
  tripleDesPbe: '1.2.840.113549.1.12.1.3',
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  hmacSha256: '1.2.840.113549.2.9',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
} as const;

const MAC: Record<Encryption, { readonly digest: Digest; readonly size: number }> = {
  '3des': { digest: 'sha1', size: 20 },
  aes256: { digest: 'sha256', size: 32 },
};

/** `label` tells the parts of one file apart: no two of them share a salt. */
export function encrypt(
  encryption: Encryption,
  plaintext: Uint8Array,
  password: string,
  salts: Salts,
  label: string,
): Encrypted {
  return encryption === '3des'
    ? encryptTripleDes(plaintext, password, salts(`${label} salt`, 8))
    : encryptAes256(plaintext, password, salts(`${label} salt`, 16), salts(`${label} iv`, 16));
}

function encryptTripleDes(plaintext: Uint8Array, password: string, salt: Uint8Array): Encrypted {
  const base = { digest: 'sha1', password, salt, iterations: ITERATIONS } as const;
  const key = derive({ ...base, purpose: 'key', size: 24 });
  const iv = derive({ ...base, purpose: 'iv', size: 8 });
  return {
    algorithm: sequence(oid(OID.tripleDesPbe), sequence(octetString(salt), integer(ITERATIONS))),
    ciphertext: encipher('des-ede3-cbc', key, iv, plaintext),
  };
}

function encryptAes256(plaintext: Uint8Array, password: string, salt: Uint8Array, iv: Uint8Array): Encrypted {
  const key = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const prf = sequence(oid(OID.hmacSha256), nullValue());
  const derivation = sequence(oid(OID.pbkdf2), sequence(octetString(salt), integer(ITERATIONS), prf));
  const cipher = sequence(oid(OID.aes256Cbc), octetString(iv));
  return {
    algorithm: sequence(oid(OID.pbes2), sequence(derivation, cipher)),
    ciphertext: encipher('aes-256-cbc', key, iv, plaintext),
  };
}

function encipher(name: string, key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const cipher = createCipheriv(name, key, iv);
  return Buffer.concat([cipher.update(plaintext), cipher.final()]);
}

/** MacData over the authenticated safe. */
export function macData(encryption: Encryption, content: Uint8Array, password: string, salts: Salts): Der {
  const { digest, size } = MAC[encryption];
  const salt = salts('mac salt', 16);
  const key = derive({ purpose: 'mac', digest, password, salt, iterations: ITERATIONS, size });
  const value = createHmac(digest, key).update(content).digest();
  const algorithm = sequence(oid(OID[digest]), nullValue());
  return sequence(sequence(algorithm, octetString(value)), octetString(salt), integer(ITERATIONS));
}
