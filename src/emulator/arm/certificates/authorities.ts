/** Certificates of authorities, as `trustedRootCertificates` and `trustedClientCertificates` carry them. */
import { X509Certificate } from 'node:crypto';
import type { JsonObject, RawGateway } from '../../../appgw/wire.ts';
import { isList, isObject } from '../model/json.ts';

/** Of base64 of PEM text or of DER; empty if it cannot be read, also in part. */
export function readAuthorities(data: string): readonly X509Certificate[] {
  const file = Buffer.from(data, 'base64');
  const pem = file.toString('latin1').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  try {
    return (pem ?? [file]).map((certificate) => new X509Certificate(certificate));
  } catch {
    return [];
  }
}

/** Adds what ARM shows of client authorities: their data once it is validated, and the name at the chain's near end. */
export function describeClientAuthorities(document: RawGateway): RawGateway {
  const entries = document.properties['trustedClientCertificates'];
  if (!isList(entries)) return document;
  const trustedClientCertificates = entries.map((entry) =>
    isObject(entry) && isObject(entry['properties'])
      ? { ...entry, properties: { ...entry['properties'], ...described(entry['properties']) } }
      : entry,
  );
  return { ...document, properties: { ...document.properties, trustedClientCertificates } };
}

function described({ data }: JsonObject): JsonObject {
  if (typeof data !== 'string') return {};
  const chain = readAuthorities(data);
  const nearest = chain.find(
    ({ subject }) => !chain.some((other) => other.issuer === subject && other.subject !== subject),
  );
  if (!nearest) return {};
  return { validatedCertData: data, clientCertIssuerDN: nearest.subject.split('\n').toReversed().join(', ') };
}
