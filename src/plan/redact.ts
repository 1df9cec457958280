/** A document for printing: nothing in it opens a private key, and equal keys still print equal. */
import { hash } from 'node:crypto';
import type { Json, RawGateway } from '../appgw/wire.ts';
import { isObject } from './json.ts';
import { collectionKey, liveItems } from './live.ts';

const DIGEST = 'sha256:';

/** Also of a document that is redacted already. */
export function redact(document: RawGateway): RawGateway {
  const certificates = liveItems(document, 'sslCertificates');
  if (certificates.length === 0) return document;
  const key = collectionKey(document, 'sslCertificates');
  return { ...document, properties: { ...document.properties, [key]: certificates.map(redactCertificate) } };
}

function redactCertificate(certificate: Json): Json {
  if (!isObject(certificate) || !isObject(certificate['properties'])) return certificate;
  const properties = Object.entries(certificate['properties']).map(([name, value]): [string, Json] => {
    // Without case, as ARM reads member names: a file may spell them otherwise.
    switch (name.toLowerCase()) {
      case 'data':
        return [name, digest(value)];
      case 'password':
        return [name, '***'];
      default:
        return [name, value];
    }
  });
  return { ...certificate, properties: Object.fromEntries(properties) };
}

function digest(data: Json): string {
  if (typeof data === 'string' && data.startsWith(DIGEST)) return data;
  const bytes = typeof data === 'string' ? Buffer.from(data, 'base64') : Buffer.from(JSON.stringify(data));
  return DIGEST + hash('sha256', bytes, 'hex');
}
