/** The vaults of `dev` as the controller may look into them: certificates of PEM, nothing of a PFX. */
import { X509Certificate } from 'node:crypto';
import type { KeyVaults } from '../../controller/ports.ts';
import type { Vault } from '../../emulator/arm/certificates/vault.ts';

export const keyVaultsOf = (vault: Vault): KeyVaults => ({
  certificate: async (secretId) => {
    const secret = vault(secretId);
    return secret?.kind === 'pem' ? new X509Certificate(secret.pem).raw : null;
  },
});
