/**
 * Certificates of golden cases. No private key is committed, so a manifest says what it needs and gets it, with a new
 * key, when the case runs:
 *
 *   tls.crt: "{{chain shop hosts=shop.example.com,www.example.com key=rsa issuers=issuing,root}}"
 *   tls.key: "{{key shop}}"
 *
 * `chain` is the leaf with its issuers, `certificate` the leaf alone. The label names one certificate in the whole
 * case; the placeholder that has `hosts` describes it.
 */
import { hash } from 'node:crypto';
import {
  makeAuthority,
  makeCertificate,
  type CertificateOptions,
  type KeyKind,
  type TestCertificate,
} from '../helpers/certificates.ts';

export interface Material {
  /** The text with PEM in the place of its placeholders, which must stand between double quotes. */
  readonly expand: (text: string) => string;
  /** Of the certificate with this DER. */
  readonly labelOf: (leaf: Uint8Array) => string;
}

const PLACEHOLDER =
  /\{\{(?<part>chain|certificate|key) (?<label>[a-z0-9-]+)(?<options>(?: [a-z]+=[^ }]+)*)\}\}/g;

/** `text` has the description of every label that will be expanded. */
export function createMaterial(text: string): Material {
  const certificates = new Map<string, TestCertificate>();
  for (const { groups } of text.matchAll(PLACEHOLDER)) {
    const { label = '', options: described = '' } = groups ?? {};
    const options = optionsOf(described);
    if (!options.has('hosts')) continue;
    const certificate = make(label, options);
    if ((certificates.get(label) ?? certificate) !== certificate) {
      throw new Error(`two descriptions of the certificate ${label}`);
    }
    certificates.set(label, certificate);
  }
  return {
    expand: (manifest) =>
      manifest.replaceAll(PLACEHOLDER, (_match, part: string, label: string, options: string) => {
        const certificate = certificates.get(label);
        if (!certificate) throw new Error(`no description of the certificate ${label}`);
        return JSON.stringify(partOf(certificate, part, optionsOf(options))).slice(1, -1);
      }),
    labelOf: (leaf) => {
      const found = [...certificates].find(([, { der }]) => Buffer.compare(der, leaf) === 0);
      if (!found) throw new Error('a certificate that no placeholder made');
      return found[0];
    },
  };
}

type Options = ReadonlyMap<string, string>;

const optionsOf = (text: string): Options =>
  new Map(
    text
      .split(' ')
      .filter(Boolean)
      .map((option) => option.split('=') as [string, string]),
  );

const listOf = (options: Options, name: string): readonly string[] => options.get(name)?.split(',') ?? [];

function make(label: string, options: Options): TestCertificate {
  const issuer = listOf(options, 'issuers').reduceRight<TestCertificate | undefined>(
    (above, name) => makeAuthority(name, above, options.get('signer') as KeyKind | undefined),
    undefined,
  );
  const date = (name: string): Date | undefined => {
    const day = options.get(name);
    return day === undefined ? undefined : new Date(day);
  };
  const notBefore = date('from');
  const notAfter = date('until');
  const described: CertificateOptions = {
    hosts: listOf(options, 'hosts'),
    key: (options.get('key') ?? 'ec') as KeyKind,
    // Equal options give one certificate in a process, but two labels are two certificates.
    serial: Number.parseInt(hash('sha256', label, 'hex').slice(0, 8), 16),
    ...(issuer && { issuer }),
    ...(notBefore && { notBefore }),
    ...(notAfter && { notAfter }),
  };
  return makeCertificate(described);
}

function partOf(certificate: TestCertificate, part: string, options: Options): string {
  if (part === 'chain') return certificate.chainPem;
  if (part === 'certificate') return certificate.certPem;
  return options.get('form') === 'traditional' ? certificate.keyPemTraditional : certificate.keyPem;
}
