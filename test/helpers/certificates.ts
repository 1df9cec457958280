/**
 * Certificates and TLS Secrets for tests: real keys and real signatures, made when first asked for and kept for the
 * life of the process (equal options give the same certificate). X.509 is written by hand on `node:crypto`.
 */
import { createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { Secret } from '../../src/cluster/objects.ts';
import {
  TAG,
  context,
  contextPrimitive,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  setOf,
  tagged,
  type Der,
} from '../../src/plan/pfx/der.ts';

export type KeyKind = 'rsa' | 'rsa-3072' | 'ec' | 'ec-p384' | 'ed25519';

export interface CertificateOptions {
  /** DNS subject alternative names; none: the certificate has a common name only. */
  readonly hosts: readonly string[];
  /** Default `ec` (P-256, made in a millisecond); `rsa` is 2048 bits. */
  readonly key?: KeyKind;
  /** Instead of a key of its own, that of another certificate: renewal, cross-signing. */
  readonly keyOf?: TestCertificate;
  /** Default: self-signed. */
  readonly issuer?: TestCertificate;
  /** Default: the first host. */
  readonly commonName?: string;
  /** May sign other certificates. */
  readonly authority?: boolean;
  /** Default 2020 to 2049. */
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Another certificate with options that are otherwise equal. */
  readonly serial?: number;
}

export interface TestCertificate {
  readonly subject: Der;
  readonly der: Uint8Array;
  readonly certPem: string;
  /** This certificate and its issuers up to the root, as `tls.crt` has them. */
  readonly chainPem: string;
  /** PKCS#8. */
  readonly keyPem: string;
  /** PKCS#1 of an RSA key, SEC1 of an EC key; PKCS#8 where there is no older form. */
  readonly keyPemTraditional: string;
  readonly privateKey: KeyObject;
}

const OID = {
  commonName: '2.5.4.3',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  sha256WithRsa: '1.2.840.113549.1.1.11',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  ed25519: '1.3.101.112',
} as const;

const made = new Map<string, TestCertificate>();

export function makeCertificate(options: CertificateOptions): TestCertificate {
  const id = JSON.stringify({ ...options, issuer: options.issuer?.certPem, keyOf: options.keyOf?.certPem });
  const known = made.get(id);
  if (known) return known;
  const certificate = issue(options);
  made.set(id, certificate);
  return certificate;
}

export const makeAuthority = (commonName: string, issuer?: TestCertificate, key?: KeyKind): TestCertificate =>
  makeCertificate({ hosts: [], commonName, authority: true, ...(issuer && { issuer }), ...(key && { key }) });

/** A Secret as the API server has it: base64 in `data`. */
export const tlsSecret = (
  namespace: string,
  name: string,
  certificate: { readonly chainPem: string; readonly keyPem: string },
): Secret => ({
  kind: 'Secret',
  metadata: { namespace, name },
  type: 'kubernetes.io/tls',
  data: { 'tls.crt': btoa(certificate.chainPem), 'tls.key': btoa(certificate.keyPem) },
});

function issue(options: CertificateOptions): TestCertificate {
  const { hosts, key = 'ec', issuer, commonName = hosts[0] ?? 'test', authority = false } = options;
  const { notBefore = new Date('2020-01-01T00:00:00Z'), notAfter = new Date('2049-12-31T00:00:00Z') } =
    options;
  const privateKey = options.keyOf?.privateKey ?? GENERATE[key]();
  const subject = sequence(
    setOf(sequence(oid(OID.commonName), tagged(TAG.utf8String, Buffer.from(commonName)))),
  );
  const signer = issuer?.privateKey ?? privateKey;
  const algorithm = signatureAlgorithm(signer);

  const body = sequence(
    context(0, integer(2)),
    tagged(TAG.integer, Buffer.of(1, ...randomBytes(8))),
    algorithm,
    issuer?.subject ?? subject,
    sequence(time(notBefore), time(notAfter)),
    subject,
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    context(3, sequence(...extensions(hosts, authority))),
  );
  const signature = sign(signer.asymmetricKeyType === 'ed25519' ? null : 'sha256', body, signer);
  const der = sequence(body, algorithm, tagged(TAG.bitString, Buffer.of(0), signature));

  const certPem = pem('CERTIFICATE', der);
  return {
    subject,
    der,
    certPem,
    chainPem: certPem + (issuer?.chainPem ?? ''),
    keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    keyPemTraditional: traditional(privateKey),
    privateKey,
  };
}

const GENERATE: Record<KeyKind, () => KeyObject> = {
  rsa: () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  'rsa-3072': () => generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey,
  ec: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  'ec-p384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
  ed25519: () => generateKeyPairSync('ed25519').privateKey,
};

function signatureAlgorithm({ asymmetricKeyType: type }: KeyObject): Der {
  if (type === 'rsa') return sequence(oid(OID.sha256WithRsa), nullValue());
  return sequence(oid(type === 'ec' ? OID.ecdsaWithSha256 : OID.ed25519));
}

function extensions(hosts: readonly string[], authority: boolean): Der[] {
  const names = hosts.map((host) => contextPrimitive(2, Buffer.from(host)));
  const isAuthority = authority ? [tagged(TAG.boolean, Buffer.of(0xff))] : [];
  return [
    sequence(oid(OID.basicConstraints), octetString(sequence(...isAuthority))),
    ...(names.length > 0 ? [sequence(oid(OID.subjectAltName), octetString(sequence(...names)))] : []),
  ];
}

/** UTCTime: years 1950 to 2049. */
const time = (date: Date): Der =>
  tagged(TAG.utcTime, Buffer.from(`${date.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));

function traditional(key: KeyObject): string {
  const type = key.asymmetricKeyType === 'rsa' ? 'pkcs1' : key.asymmetricKeyType === 'ec' ? 'sec1' : 'pkcs8';
  return key.export({ type, format: 'pem' });
}

/** Also for what is no certificate: lines of 64 characters between BEGIN and END. */
export const pem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`;
