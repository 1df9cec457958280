import test from 'ava';
import * as der from '../../../../src/plan/pfx/der.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

// The OIDs are the examples of X.690 and those with large arcs that PKCS#12 uses.
const cases: readonly (readonly [name: string, actual: Uint8Array, expected: string])[] = [
  ['integer 0', der.integer(0), '020100'],
  ['integer 3', der.integer(3), '020103'],
  ['integer 127', der.integer(127), '02017f'],
  ['integer 128 needs a leading zero', der.integer(128), '02020080'],
  ['integer 256', der.integer(256), '02020100'],
  ['integer 2048', der.integer(2048), '02020800'],
  ['integer 65535', der.integer(65535), '020300ffff'],
  ['null', der.nullValue(), '0500'],
  ['empty octet string', der.octetString(new Uint8Array()), '0400'],
  ['octet string', der.octetString(Buffer.of(1, 2)), '04020102'],
  ['empty sequence', der.sequence(), '3000'],
  ['sequence', der.sequence(der.nullValue(), der.integer(1)), '30050500020101'],
  ['set', der.setOf(der.nullValue()), '31020500'],
  ['explicit context tag', der.context(0, der.nullValue()), 'a0020500'],
  ['implicit context tag', der.contextPrimitive(2, Buffer.of(9)), '820109'],
  ['oid 2.999', der.oid('2.999'), '06028837'],
  ['oid 1.2.840.113549', der.oid('1.2.840.113549'), '06062a864886f70d'],
  ['oid 1.2.840.113549.1.12.10.1.3', der.oid('1.2.840.113549.1.12.10.1.3'), '060b2a864886f70d010c0a0103'],
  ['oid 2.16.840.1.101.3.4.1.42', der.oid('2.16.840.1.101.3.4.1.42'), '060960864801650304012a'],
];

for (const [name, actual, expected] of cases) {
  test(`encodes ${name}`, (t) => t.is(hex(actual), expected));
}

for (const [size, head] of [
  [127, '047f'],
  [128, '048180'],
  [255, '0481ff'],
  [256, '04820100'],
  [65535, '0482ffff'],
  [65536, '0483010000'],
] as const) {
  test(`writes the length of ${size} bytes in the shortest form`, (t) => {
    const encoded = der.octetString(new Uint8Array(size));
    t.is(hex(encoded.subarray(0, head.length / 2)), head);
    t.is(encoded.length, head.length / 2 + size);
  });
}
