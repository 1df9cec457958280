import type { RawGateway } from '../../../appgw/wire.ts';
import { fail, pass, warn, type CheckResult } from '../check.ts';
import { attachedIdentities, keyVaultCertificates } from '../surroundings.ts';

const TITLE = 'Key Vault';
/** `https://<vault>/secrets/<name>/<version>`. */
const VERSIONED = /\/secrets\/[^/]+\/[^/]+$/;

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
