/** CA certificates from a Secret or a ConfigMap, under the key `ca.crt`. */
import { hash, X509Certificate } from 'node:crypto';
import type { CaSource } from '../../api/annotations/texts.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import type { CaBundle } from '../../routing/model.ts';
import { decodeBase64 } from './base64.ts';
import { subjectOf } from './names.ts';
import { PEM_BYTE_LIMIT, splitPem } from './pem.ts';

const KEY = 'ca.crt';

export function readCaBundle(snapshot: Snapshot, namespace: string, { kind, name }: CaSource): CaBundle {
  const source = `${kind}/${namespace}/${name}`;
  const text = textOf(snapshot, kind, `${namespace}/${name}`);
  if (text === null) return { state: 'missing', source, reason: 'it does not exist' };
  if (text === undefined) return { state: 'malformed', source, reason: `it has no key ${KEY}` };
  if (text.length > PEM_BYTE_LIMIT)
    return { state: 'malformed', source, reason: `${KEY} has more than ${PEM_BYTE_LIMIT} bytes` };
  const certificates: X509Certificate[] = [];
  for (const { position, label, body } of splitPem(text)) {
    const reason = `block ${position} of ${KEY}`;
    if (!label.endsWith('CERTIFICATE')) {
      return { state: 'malformed', source, reason: `${reason} is a ${label}, not a certificate` };
    }
    const der = body === null ? null : decodeBase64(body);
    const certificate = der && parse(der);
    if (!certificate)
      return { state: 'malformed', source, reason: `${reason} is not a certificate, or is damaged` };
    if (!certificate.ca)
      return { state: 'malformed', source, reason: `${reason} (${subjectOf(certificate)}) is no authority` };
    certificates.push(certificate);
  }
  const [first] = certificates;
  if (!first) return { state: 'malformed', source, reason: `${KEY} holds no certificate` };
  const ders = certificates.map(({ raw }) => raw);
  return {
    state: 'usable',
    source,
    fingerprint: hash('sha256', Buffer.concat(ders), 'hex'),
    subject: subjectOf(first),
    certificates: ders,
  };
}

/** Null: the object is missing; undefined: it has no such key. */
function textOf(snapshot: Snapshot, kind: CaSource['kind'], key: string): string | null | undefined {
  if (kind === 'ConfigMap') {
    const configMap = snapshot.configMaps.get(key);
    return configMap ? configMap.data?.[KEY] : null;
  }
  const secret = snapshot.secrets.get(key);
  if (!secret) return null;
  const encoded = secret.data?.[KEY];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
}

function parse(der: Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(der);
  } catch {
    return null;
  }
}
