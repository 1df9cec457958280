/** Writes DER (X.690): each function returns the encoding of one value. */

export type Der = Uint8Array;

/** The universal tags that PKCS#12 and X.509 use. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const;

export function tagged(tag: number, ...contents: readonly Der[]): Der {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.of(tag), length(body.length), body]);
}

export const sequence = (...members: readonly Der[]): Der => tagged(TAG.sequence, ...members);

/** Of one member: more would have to be sorted. */
export const setOf = (member: Der): Der => tagged(TAG.set, member);

export const octetString = (bytes: Uint8Array): Der => tagged(TAG.octetString, bytes);

export const nullValue = (): Der => tagged(TAG.null);

/** `[n] EXPLICIT`, or `[n] IMPLICIT` over a constructed type. */
export const context = (n: number, ...contents: readonly Der[]): Der => tagged(0xa0 | n, ...contents);

/** `[n] IMPLICIT` over a primitive type. */
export const contextPrimitive = (n: number, bytes: Uint8Array): Der => tagged(0x80 | n, bytes);

/** Non-negative. */
export function integer(value: number): Der {
  const bytes = bigEndian(value);
  return bytes[0]! < 0x80 ? tagged(TAG.integer, bytes) : tagged(TAG.integer, Buffer.of(0), bytes);
}

/** Dotted notation; no arc above 2^31. */
export function oid(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(TAG.oid, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(arc: number): number[] {
  const digits = [arc & 0x7f];
  for (let rest = arc >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

function length(size: number): Uint8Array {
  if (size < 0x80) return Buffer.of(size);
  const bytes = bigEndian(size);
  return Buffer.concat([Buffer.of(0x80 | bytes.length), bytes]);
}

function bigEndian(value: number): Uint8Array {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
}
