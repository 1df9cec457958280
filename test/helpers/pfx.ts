/** Certificates as the gateway stores them: base64 PFX, packed by the openssl program. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IssuedCertificate } from '../../src/emulator/authority.ts';

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

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
