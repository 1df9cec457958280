/** Certificates as the gateway stores them, base64 PFX: packed as the product packs them, or by the openssl program. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IssuedCertificate } from '../../src/emulator/authority.ts';
import { encodePfx } from '../../src/plan/pfx/pfx.ts';

export function packPfx({ certificate, key }: IssuedCertificate, password: string): string {
  const chain = certificate
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .map((pem) => new X509Certificate(pem).raw);
  const privateKey = createPrivateKey(key).export({ type: 'pkcs8', format: 'der' });
  return Buffer.from(encodePfx({ chain, privateKey, password, encryption: '3des' })).toString('base64');
}

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** With whatever encryption the installed openssl prefers. */
export function toPfx({ certificate, key }: IssuedCertificate, password: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'pfx-'));
  try {
    const input = join(folder, 'pair.pem');
    writeFileSync(input, key + certificate);
    const options = ['-export', '-in', input, '-passout', `pass:${password}`];
    return execFileSync('openssl', ['pkcs12', ...options]).toString('base64');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
