/** Decrypts what a PFX holds encrypted: PKCS#12's 3DES with SHA-1, and PBES2 with AES or 3DES. */
import { createDecipheriv } from 'node:crypto';
import { TAG, expect, inside, integerOf, oidOf } from './der.ts';
import type { Node } from './der.ts';
import { pbkdf2Key, pkcs12Key } from './pkcs12-key.ts';

const PBE_SHA1_3DES = '1.2.840.113549.1.12.1.3';
const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';

const CIPHERS: Readonly<Record<string, { readonly name: string; readonly keyLength: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyLength: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyLength: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyLength: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyLength: 24 },
};

const HMACS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

interface Cipher {
  readonly name: string;
  readonly key: Buffer;
  readonly iv: Buffer;
}

/** `algorithm` is the AlgorithmIdentifier beside the encrypted bytes. */
export function decrypt(algorithm: Node, encrypted: Buffer, password: string): Buffer {
  const { name, key, iv } = cipherOf(algorithm, password);
  const decipher = createDecipheriv(name, key, iv);
  return Buffer.concat([decipher.update(encrypted), decipher.final()]);
}

/** Whether the encryption is one that Azure once refused. */
export const isAes = (algorithm: Node): boolean => {
  const [id, parameters] = inside(algorithm);
  if (!id || !parameters || oidOf(id) !== PBES2) return false;
  const scheme = inside(expect(inside(parameters), 1, TAG.sequence));
  return CIPHERS[oidOf(expect(scheme, 0, TAG.oid))]?.name.startsWith('aes') ?? false;
};

function cipherOf(algorithm: Node, password: string): Cipher {
  const parts = inside(algorithm);
  const id = oidOf(expect(parts, 0, TAG.oid));
  const parameters = inside(expect(parts, 1, TAG.sequence));
  if (id === PBE_SHA1_3DES) return pkcs12Cipher(parameters, password);
  if (id === PBES2) return pbes2Cipher(parameters, password);
  throw new Error(`encryption ${id} is not supported`);
}

function pkcs12Cipher(parameters: readonly Node[], password: string): Cipher {
  const salt = expect(parameters, 0, TAG.octetString).content;
  const iterations = integerOf(expect(parameters, 1, TAG.integer));
  const derive = { hash: 'sha1', salt, iterations };
  return {
    name: 'des-ede3-cbc',
    key: pkcs12Key(password, 'key', { ...derive, length: 24 }),
    iv: pkcs12Key(password, 'iv', { ...derive, length: 8 }),
  };
}

function pbes2Cipher(parameters: readonly Node[], password: string): Cipher {
  const [derivationId, derivation] = inside(expect(parameters, 0, TAG.sequence));
  const [schemeId, iv] = inside(expect(parameters, 1, TAG.sequence));
  if (!derivationId || !derivation || !schemeId || !iv || oidOf(derivationId) !== PBKDF2) {
    throw new Error('key derivation is not supported');
  }
  const cipher = CIPHERS[oidOf(schemeId)];
  if (!cipher) throw new Error(`cipher ${oidOf(schemeId)} is not supported`);
  const fields = inside(derivation);
  const prf = fields.find(({ tag }) => tag === TAG.sequence);
  const hash = prf ? HMACS[oidOf(expect(inside(prf), 0, TAG.oid))] : 'sha1';
  if (hash === undefined) throw new Error('pseudo-random function is not supported');
  const key = pbkdf2Key(password, {
    hash,
    salt: expect(fields, 0, TAG.octetString).content,
    iterations: integerOf(expect(fields, 1, TAG.integer)),
    length: cipher.keyLength,
  });
  return { name: cipher.name, key, iv: iv.content };
}
