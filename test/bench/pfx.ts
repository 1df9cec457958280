/** Encoding of one certificate for upload: what makes the first run with new certificates slow. */
import { X509Certificate } from 'node:crypto';
import { certificatePayload } from '../../src/plan/certificate.ts';
import type { Encryption } from '../../src/plan/pfx/pfx.ts';
import type { KeyKind } from '../helpers/certificates.ts';
import { certificate } from './fixtures.ts';

export interface PfxCase {
  readonly name: string;
  readonly run: () => unknown;
}

export const PFX_CASES: readonly PfxCase[] = [
  pfxCase('RSA 2048, 3DES', 'rsa', '3des'),
  pfxCase('RSA 2048, AES-256', 'rsa', 'aes256'),
  pfxCase('EC P-256, 3DES', 'ec', '3des'),
];

function pfxCase(name: string, key: KeyKind, encryption: Encryption): PfxCase {
  const { certPem, privateKey } = certificate(['pfx.example.com'], key);
  const chain = [new X509Certificate(certPem).raw];
  const privateDer = privateKey.export({ type: 'pkcs8', format: 'der' });
  return { name, run: () => certificatePayload({ chain, privateKey: privateDer }, encryption) };
}
