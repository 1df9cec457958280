import type { RawGateway } from '../../../appgw/wire.ts';
import type { GatewayFacts } from '../azure-facts.ts';
import { fail, pass, skip, warn, type CheckResult } from '../check.ts';
import { attachedIdentities, keyVaultCertificates } from '../surroundings.ts';

const TITLE = 'Key Vault';
/** `https://<vault>/secrets/<name>/<version>`. */
const VERSIONED = /\/secrets\/[^/]+\/[^/]+$/;

/** Optional: what the controller may not look into, it says nothing about. */
export function checkVaultRights(
  live: RawGateway,
  { readableCertificates }: Pick<GatewayFacts, 'readableCertificates'>,
): readonly CheckResult[] {
  const hidden = keyVaultCertificates(live).filter(({ secretId }) => !readableCertificates.has(secretId));
  return hidden.length === 0
    ? []
    : [
        skip(
          'Looking into Key Vaults',
          `optional: the names and dates of ${hidden.map(({ name }) => name).join(', ')} cannot be read`,
          'Give the identity of the controller the role Key Vault Certificate User on the vault, where hosts shall be taken from certificates.',
        ),
      ];
}

export function checkKeyVault(live: RawGateway): CheckResult {
  const certificates = keyVaultCertificates(live);
  if (certificates.length === 0) return pass(TITLE, 'no certificate comes from one');
  const count = `${certificates.length} certificate${certificates.length === 1 ? '' : 's'}`;
  if (attachedIdentities(live).length === 0) {
    const hint =
      'Attach a user-assigned identity that may read the vault: a system-assigned one cannot be used.';
    return fail(TITLE, `${count} from a vault, but no user-assigned identity on the gateway`, hint);
  }
  const fixed = certificates.filter(({ secretId }) => VERSIONED.test(secretId)).map(({ name }) => name);
  return fixed.length === 0
    ? pass(TITLE, count)
    : warn(
        TITLE,
        `${fixed.join(', ')} never rotate${fixed.length === 1 ? 's' : ''}: the reference has a version`,
        'Refer to the secret without its version.',
      );
}
