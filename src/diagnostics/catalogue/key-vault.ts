import { entry } from './entry.ts';

/** Certificates that the gateway reads from a Key Vault by its own identity. */
export const KEY_VAULT = {
  KEY_VAULT_REFUSED: entry<{ secretId: string; code: string; message: string }>(
    'error',
    (d) =>
      `The gateway could not read ${d.secretId} from Key Vault ${vaultOf(d.secretId)}: ${d.code}: ${d.message}`,
    'Give the user-assigned identity of the gateway the role Key Vault Secrets User on the vault, and see that the secret is enabled and the firewall of the vault lets the gateway in; it is tried again by itself.',
  ),
  KEY_VAULT_NEEDS_IDENTITY: entry<{ secretId: string; hosts: readonly string[]; kept: boolean }>(
    'error',
    (d) =>
      `The gateway has no user-assigned identity to read ${d.secretId}: ${d.kept ? 'the last good certificate stays in use.' : `HTTPS of ${d.hosts.join(', ') || 'the host-less site'} is held back.`}`,
    'Attach a user-assigned identity that may read the vault to the gateway; a system-assigned one cannot be used.',
  ),
  KEY_VAULT_CERTIFICATE_EXPIRED: entry<{ secretId: string; notAfter: string }>(
    'warning',
    (d) => `The certificate ${d.secretId} expired at ${d.notAfter}; clients will refuse it.`,
    'Renew the certificate in the vault; the gateway takes the new one within 4 hours.',
  ),
  KEY_VAULT_HOST_NOT_COVERED: entry<{ secretId: string; host: string; names: readonly string[] }>(
    'warning',
    (d) =>
      `The certificate ${d.secretId} is for ${d.names.join(', ') || 'no host'}, not for ${d.host}; clients will refuse it.`,
    'Issue the certificate in the vault anew, with a subject alternative name that covers the host.',
  ),
  KEY_VAULT_UNREACHABLE: entry<{ vault: string; reason: string }>(
    'warning',
    (d) =>
      `The controller cannot reach Key Vault ${d.vault} to look at its certificates, and goes by what is served: ${d.reason}`,
    'The gateway reads the vault by itself and is not concerned; it is tried again by itself.',
  ),
} as const;

const vaultOf = (secretId: string): string => URL.parse(secretId)?.hostname ?? secretId;
