import { createPrivateKey, type KeyObject } from 'node:crypto';
import { decodeBase64 } from './base64.ts';
import { malformed, type Malformed } from './malformed.ts';
import type { PemBlock } from './pem.ts';

const FORMATS: { readonly [label: string]: 'pkcs1' | 'pkcs8' | 'sec1' } = {
  'PRIVATE KEY': 'pkcs8',
  'RSA PRIVATE KEY': 'pkcs1',
  'EC PRIVATE KEY': 'sec1',
};

/** The first private key of `tls.key`, as other servers read it; blocks like EC PARAMETERS are passed over. */
export function readPrivateKey(blocks: readonly PemBlock[]): KeyObject | Malformed {
  const block = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'));
  if (!block) return malformed(`tls.key holds no private key${explainAbsence(blocks)}`);
  const where = `block ${block.position} of tls.key (${block.label})`;
  if (block.body === null) return malformed(`${where} has no END line of its own`);
  if (isEncrypted(block)) {
    return malformed(`${where} is encrypted: store the key without a passphrase`);
  }
  const type = FORMATS[block.label];
  if (!type) return malformed(`${where} is in a format that is not known here: use PKCS#8, PKCS#1 or SEC1`);
  const der = decodeBase64(block.body);
  if (!der) return malformed(`${where} is not valid base64`);
  const key = parse(der, type);
  if (!key) return malformed(`${where} is damaged or not the kind of key that it says`);
  return isTaken(key)
    ? key
    : malformed(
        `${where} is a key of type ${key.asymmetricKeyType}; Application Gateway takes RSA and EC keys`,
      );
}

const isTaken = (key: KeyObject): boolean =>
  key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'ec';

const isEncrypted = ({ label, body }: PemBlock): boolean =>
  label.startsWith('ENCRYPTED') || /^Proc-Type:.*ENCRYPTED/m.test(body ?? '');

function parse(key: Buffer, type: 'pkcs1' | 'pkcs8' | 'sec1'): KeyObject | null {
  try {
    return createPrivateKey({ key, format: 'der', type });
  } catch {
    return null;
  }
}

function explainAbsence(blocks: readonly PemBlock[]): string {
  const label = blocks[0]?.label;
  if (label === undefined) return '';
  return label === 'CERTIFICATE'
    ? ' but a certificate: tls.crt and tls.key may be swapped'
    : `, only ${label}`;
}
