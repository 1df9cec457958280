/**
 * Why a Key Vault gives nothing away, as the gateway says it at the end of an operation and as the vault says it to
 * somebody who asks. The access error is an answer of the service; the other codes are those of its advisor, and that
 * an operation ends with them, too, is UNCONFIRMED.
 */
export type VaultProblem = 'missing' | 'disabled' | 'denied' | 'firewall';

export interface VaultFailure {
  /** In the operation of a gateway. */
  readonly code: string;
  readonly message: string;
  /** From the vault itself. */
  readonly rest: { readonly status: number; readonly code: string; readonly inner: string | null };
}

const forbidden = (inner: string): VaultFailure['rest'] => ({ status: 403, code: 'Forbidden', inner });

export const VAULT_FAILURES: Readonly<Record<VaultProblem, VaultFailure>> = {
  missing: {
    code: 'SecretNotFound',
    message: 'The secret is not in the vault.',
    rest: { status: 404, code: 'SecretNotFound', inner: null },
  },
  disabled: {
    code: 'SecretDisabled',
    message: 'Operation get is not allowed on a disabled secret.',
    rest: forbidden('SecretDisabled'),
  },
  denied: {
    code: 'ApplicationGatewayKeyVaultSecretAccessDenied',
    message: 'Access denied: the identity does not have secrets get permission on the vault.',
    rest: forbidden('ForbiddenByRbac'),
  },
  firewall: {
    code: 'KeyVaultHasRestrictedAccess',
    message: "Client address is not authorized: the vault's firewall lets only selected networks in.",
    rest: forbidden('ForbiddenByFirewall'),
  },
};

export const VAULT_PROBLEMS = Object.keys(VAULT_FAILURES) as readonly VaultProblem[];
