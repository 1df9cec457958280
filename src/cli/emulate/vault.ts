/**
 * `--vault FILE`: what the emulated gateway finds in Key Vaults, by secret id, in YAML or JSON.
 *
 *   https://shop.vault.azure.net/secrets/tls: { pem: shop.pem }
 *   https://shop.vault.azure.net/secrets/old: { pfx: old.pfx, password: "" }
 *   https://shop.vault.azure.net/secrets/shut: { failure: denied }
 *   https://shop.vault.azure.net/secrets/gone: { failure: { code: KeyVaultSoftDeleted, message: The vault is gone. } }
 *
 * Files are named relative to the folder of the file itself.
 */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { VAULT_PROBLEMS } from '../../emulator/arm/certificates/vault-problems.ts';
import type { Vault, VaultSecret } from '../../emulator/arm/certificates/vault.ts';
import { CliFailure } from '../failure.ts';
import { reasonOf } from '../reason.ts';

const SECRET = z.union([
  z.strictObject({ pem: z.string() }),
  z.strictObject({ pfx: z.string(), password: z.string().default('') }),
  z.strictObject({
    failure: z.union([z.enum(VAULT_PROBLEMS), z.strictObject({ code: z.string(), message: z.string() })]),
  }),
]);
const FILE = z.record(z.string(), SECRET);

export async function readVault(file: string, cwd: string): Promise<Vault> {
  const path = resolve(cwd, file);
  try {
    const { parse } = await import('yaml');
    const entries = Object.entries(FILE.parse(parse(await readFile(path, 'utf8'))));
    const secrets = await Promise.all(
      entries.map(async ([id, entry]) => [id.toLowerCase(), await readSecret(entry, dirname(path))] as const),
    );
    const known = new Map(secrets);
    return (secretId) => known.get(secretId.toLowerCase()) ?? null;
  } catch (cause) {
    throw new CliFailure(`--vault ${file}: ${reasonOf(cause)}`, { cause });
  }
}

async function readSecret(entry: z.output<typeof SECRET>, folder: string): Promise<VaultSecret> {
  if ('failure' in entry)
    return typeof entry.failure === 'string'
      ? { kind: 'problem', problem: entry.failure }
      : { kind: 'failure', ...entry.failure };
  if ('pem' in entry) return { kind: 'pem', pem: await readFile(resolve(folder, entry.pem), 'utf8') };
  const pfx = await readFile(resolve(folder, entry.pfx));
  return { kind: 'pfx', pfx: pfx.toString('base64'), password: entry.password };
}
