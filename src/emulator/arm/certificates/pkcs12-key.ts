/** Keys derived from a password: PKCS#12's own way (RFC 7292, appendix B) and PBKDF2. */
import { createHash, pbkdf2Sync } from 'node:crypto';

export interface Derivation {
  readonly hash: string;
  readonly salt: Buffer;
  readonly iterations: number;
  readonly length: number;
}

/** What the derived bytes are for; part of the hashed input. */
export type Purpose = 'key' | 'iv' | 'mac';
const PURPOSE: Record<Purpose, number> = { key: 1, iv: 2, mac: 3 };

const BLOCK = 64;

/** `password` as PKCS#12 wants it: UTF-16 big endian with a closing zero. */
export function pkcs12Key(password: string, purpose: Purpose, derivation: Derivation): Buffer {
  const { hash, salt, iterations, length } = derivation;
  const secret = Buffer.from(`${password}\0`, 'utf16le').swap16();
  const diversifier = Buffer.alloc(BLOCK, PURPOSE[purpose]);
  const input = Buffer.concat([repeat(salt), repeat(secret)]);
  const blocks: Buffer[] = [];
  for (let size = 0; size < length; size += blocks.at(-1)!.length) {
    let digest = createHash(hash).update(diversifier).update(input).digest();
    for (let round = 1; round < iterations; round += 1) digest = createHash(hash).update(digest).digest();
    blocks.push(digest);
    addToBlocks(input, repeatTo(digest, BLOCK));
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** `password` as PBES2 wants it: UTF-8. */
export const pbkdf2Key = (password: string, { hash, salt, iterations, length }: Derivation): Buffer =>
  pbkdf2Sync(password, salt, iterations, length, hash);

const repeat = (bytes: Buffer): Buffer => repeatTo(bytes, BLOCK * Math.ceil(bytes.length / BLOCK));

const repeatTo = (bytes: Buffer, length: number): Buffer =>
  bytes.length === 0 ? Buffer.alloc(0) : Buffer.alloc(length, bytes);

/** Each block of the input becomes itself + addend + 1, modulo its size. */
function addToBlocks(input: Buffer, addend: Buffer): void {
  for (let start = 0; start < input.length; start += BLOCK) {
    let carry = 1;
    for (let index = BLOCK - 1; index >= 0; index -= 1) {
      carry += input[start + index]! + addend[index]!;
      input[start + index] = carry & 0xff;
      carry >>= 8;
    }
  }
}
