import type { Secret } from '../../cluster/objects.ts';
import { decodeBase64 } from './base64.ts';
import { malformed, type Malformed } from './malformed.ts';
import { PEM_BYTE_LIMIT } from './pem.ts';

export type DataKey = 'tls.crt' | 'tls.key';

/** The decoded value of a data key, where it can be PEM at all. */
export function readText(secret: Secret, key: DataKey): { readonly text: string } | Malformed {
  const encoded = secret.data?.[key];
  if (encoded === undefined) return malformed(`it has no ${key}`);
  if (encoded.trim() === '') return malformed(`${key} is empty`);
  const bytes = decodeBase64(encoded);
  if (!bytes) {
    return malformed(
      encoded.includes('-----BEGIN')
        ? `${key} is plain PEM where base64 is expected (plain text belongs in stringData)`
        : `${key} is not base64`,
    );
  }
  if (bytes.length > PEM_BYTE_LIMIT)
    return malformed(`${key} has ${bytes.length} bytes, more than ${PEM_BYTE_LIMIT}`);
  const text = bytes.toString('latin1');
  if (text.trim() === '') return malformed(`${key} is empty`);
  if (text.includes('-----BEGIN')) return { text };
  return malformed(`${key} holds no PEM block${explain(bytes, text)}`);
}

const DER_SEQUENCE = 0x30;

function explain(bytes: Buffer, text: string): string {
  if (decodeBase64(text)?.includes('-----BEGIN')) return ': it is encoded in base64 twice';
  return bytes[0] === DER_SEQUENCE ? ': it looks like DER or PKCS#12, which must be converted to PEM' : '';
}
