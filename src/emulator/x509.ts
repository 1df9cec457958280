/** Writes X.509 v3 certificates (RFC 5280) for EC P-256 keys: the DER that node:crypto can read but not make. */
import { createHash, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isIP, isIPv6 } from 'node:net';

export interface CertificateFields {
  readonly serial: Uint8Array;
  readonly issuer: string;
  readonly subject: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: KeyObject;
  readonly issuerPublicKey: KeyObject;
  readonly role: { readonly authority: true } | { readonly hosts: readonly string[] };
}

const OID = {
  commonName: '550403',
  ecdsaWithSha256: '2a8648ce3d040302',
  subjectKeyIdentifier: '551d0e',
  keyUsage: '551d0f',
  subjectAlternativeName: '551d11',
  basicConstraints: '551d13',
  authorityKeyIdentifier: '551d23',
  extendedKeyUsage: '551d25',
  serverAuth: '2b06010505070301',
} as const;

/** Key usage bits, most significant first: keyCertSign and cRLSign; digitalSignature. */
const CA_USAGE = [1, 0b0000_0110];
const SERVER_USAGE = [7, 0b1000_0000];

export function signCertificate(fields: CertificateFields, issuerKey: KeyObject): Buffer {
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  const body = sequence(
    tagged(0xa0, integer(Buffer.of(2))),
    integer(fields.serial),
    algorithm,
    name(fields.issuer),
    sequence(time(fields.notBefore), time(fields.notAfter)),
    name(fields.subject),
    fields.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions(fields))),
  );
  return sequence(body, algorithm, bitString(0, sign('sha256', body, issuerKey)));
}

function extensions({ role, publicKey, issuerPublicKey }: CertificateFields): Buffer[] {
  const identifiers = [
    extension(OID.subjectKeyIdentifier, false, octets(keyIdentifier(publicKey))),
    extension(OID.authorityKeyIdentifier, false, sequence(tagged(0x80, keyIdentifier(issuerPublicKey)))),
  ];
  if ('authority' in role) {
    return [
      extension(OID.basicConstraints, true, sequence(TRUE)),
      extension(OID.keyUsage, true, tagged(0x03, Buffer.from(CA_USAGE))),
      ...identifiers,
    ];
  }
  return [
    extension(OID.basicConstraints, true, sequence()),
    extension(OID.keyUsage, true, tagged(0x03, Buffer.from(SERVER_USAGE))),
    extension(OID.extendedKeyUsage, false, sequence(oid(OID.serverAuth))),
    extension(OID.subjectAlternativeName, false, sequence(...role.hosts.map(alternativeName))),
    ...identifiers,
  ];
}

const alternativeName = (host: string): Buffer =>
  isIP(host) === 0 ? tagged(0x82, Buffer.from(host)) : tagged(0x87, addressBytes(host));

function addressBytes(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const before = head.split(':').filter((group) => group !== '');
  const after = (tail ?? '').split(':').filter((group) => group !== '');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return Buffer.from([...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join(''), 'hex');
}

const keyIdentifier = (key: KeyObject): Buffer =>
  createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();

const TRUE = Buffer.of(0x01, 0x01, 0xff);
const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts);
const octets = (value: Buffer): Buffer => tagged(0x04, value);
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));
const bitString = (unused: number, bits: Buffer): Buffer => tagged(0x03, Buffer.of(unused), bits);
const extension = (id: string, critical: boolean, value: Buffer): Buffer =>
  sequence(oid(id), ...(critical ? [TRUE] : []), octets(value));
const name = (commonName: string): Buffer =>
  sequence(tagged(0x31, sequence(oid(OID.commonName), tagged(0x0c, Buffer.from(commonName)))));

/** Positive: a leading zero keeps the top bit from being read as a sign. */
function integer(bytes: Uint8Array): Buffer {
  const padded = (bytes[0] ?? 0) >= 0x80 ? [Buffer.of(0), Buffer.from(bytes)] : [Buffer.from(bytes)];
  return tagged(0x02, ...padded);
}

/** RFC 5280: UTCTime through 2049, GeneralizedTime from 2050. */
function time(date: Date): Buffer {
  const text = date.toISOString().replace(/[-:T]|\.\d+/g, '');
  return date.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(text.slice(2)))
    : tagged(0x18, Buffer.from(text));
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...length(value.length)]), value]);
}

function length(size: number): number[] {
  if (size < 0x80) return [size];
  const bytes = size < 0x100 ? [size] : [size >> 8, size & 0xff];
  return [0x80 | bytes.length, ...bytes];
}
