/**
 * A certificate authority that lives in memory: for the ARM endpoint's TLS and the development certificates.
 * EC P-256 throughout; nothing is written to disk here, and two authorities never share a key.
 */
import { generateKeyPair, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { signCertificate } from './x509.ts';

export interface Authority {
  /** The authority's own certificate, what a client has to trust. */
  readonly pem: string;
  /** A server certificate for DNS names (wildcards too) and IP addresses. */
  issue(hosts: readonly string[], validity?: Validity): Promise<IssuedCertificate>;
}

export interface Validity {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

export interface IssuedCertificate {
  /** PEM, the leaf and then the authority. */
  readonly certificate: string;
  /** PEM, PKCS#8. */
  readonly key: string;
}

const DAY = 86_400_000;
const AUTHORITY_DAYS = 3650;
/** Below the 398 days that browsers accept of a server certificate. */
const SERVER_DAYS = 90;
/** RFC 5280 allows a common name of 64 characters; the names that count are in the extension. */
const COMMON_NAME_LIMIT = 64;

const newKeyPair = (): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> =>
  promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });

export async function createAuthority(commonName: string): Promise<Authority> {
  const issuer = commonName.slice(0, COMMON_NAME_LIMIT);
  const authority = await newKeyPair();
  const common = { issuer, issuerPublicKey: authority.publicKey };
  const own = signCertificate(
    {
      ...common,
      ...lifetime({}, AUTHORITY_DAYS),
      serial: serial(),
      subject: issuer,
      publicKey: authority.publicKey,
      role: { authority: true },
    },
    authority.privateKey,
  );
  const pem = toPem(own);

  return {
    pem,
    async issue(hosts, validity = {}) {
      const { publicKey, privateKey } = await newKeyPair();
      const subject = (hosts[0] ?? '').slice(0, COMMON_NAME_LIMIT);
      const fields = {
        ...common,
        ...lifetime(validity, SERVER_DAYS),
        serial: serial(),
        subject,
        publicKey,
        role: { hosts },
      };
      return {
        certificate: toPem(signCertificate(fields, authority.privateKey)) + pem,
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
      };
    },
  };
}

/** Starts a day early: clocks of clients differ. */
const lifetime = ({ notBefore, notAfter }: Validity, days: number): Required<Validity> => ({
  notBefore: notBefore ?? new Date(Date.now() - DAY),
  notAfter: notAfter ?? new Date(Date.now() + days * DAY),
});

/** 16 random bytes; the fixed first one keeps the number positive and free of leading zeros. */
const serial = (): Buffer => Buffer.concat([Buffer.of(0x4a), randomBytes(15)]);

const toPem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
