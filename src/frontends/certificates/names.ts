import type { X509Certificate } from 'node:crypto';

/** DNS subject alternative names, or the common name where there is none; lower case, in the certificate's order. */
export function namesOf(certificate: X509Certificate): readonly string[] {
  const alternatives = dnsNames(certificate.subjectAltName ?? '');
  return (alternatives.length > 0 ? alternatives : commonNames(certificate)).map((name) =>
    name.toLowerCase(),
  );
}

/** On one line, cut to a length that fits into an Event. */
export const subjectOf = ({ subject }: X509Certificate): string =>
  subject ? subject.replaceAll('\n', ', ').slice(0, 120) : 'empty';

/** Node escapes a comma inside a name, so that the separator is always one. */
const dnsNames = (subjectAltName: string): string[] =>
  subjectAltName
    .split(', ')
    .filter((entry) => entry.startsWith('DNS:'))
    .map((entry) => entry.slice('DNS:'.length));

/** One string in the types of Node; a list where the subject has several. */
const commonNames = (certificate: X509Certificate): string[] =>
  [certificate.toLegacyObject().subject?.CN ?? []].flat();
