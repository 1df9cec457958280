/**
 * An `ArmError` in the words of the catalogue. It concerns the gateway, so no object is named; but a certificate that
 * could not be read from its vault is told to whoever named it.
 */
import type { DesiredGateway } from '../appgw/desired.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostic, ObjectRef } from '../diagnostics/diagnostic.ts';
import type { ArmError, ArmErrorKind } from './arm-error.ts';

export const armDiagnostic = (error: ArmError, gateway: string): Diagnostic =>
  WORDS[error.kind](error, gateway);

const WORDS: { readonly [kind in ArmErrorKind]: (error: ArmError, gateway: string) => Diagnostic } = {
  transient: (error) => diagnose('ARM_UNAVAILABLE', null, said(error)),
  throttled: ({ retryAfterMs }) => diagnose('ARM_THROTTLED', null, { seconds: seconds(retryAfterMs) }),
  conflict: (error) => diagnose('GATEWAY_WRITE_CONFLICT', null, said(error)),
  invalid: (error) => diagnose('ARM_REFUSED', null, said(error)),
  forbidden: (error) =>
    error.forbidden === null
      ? diagnose('ARM_OPERATOR_NEEDED', null, said(error))
      : diagnose('ARM_PERMISSION_MISSING', null, error.forbidden),
  notFound: (_error, gateway) => diagnose('GATEWAY_NOT_FOUND', null, { gateway }),
  bug: (error) => diagnose('ARM_BODY_REJECTED', null, said(error)),
};

const said = ({ code, message }: ArmError) => ({ code, message });
const seconds = (ms: number | null): number | null => (ms === null ? null : Math.ceil(ms / 1000));

/** Of certificates that the gateway could not read, to their owners; empty where the error is about something else. */
export function vaultDiagnostics(error: ArmError, desired: DesiredGateway): readonly Diagnostic[] {
  const { code, message } = error.details.at(-1) ?? error;
  return unreadableFromVaults(error, desired).flatMap(({ secretId, owners }) =>
    owners.map((owner) => diagnose('KEY_VAULT_REFUSED', ownerRef(owner), { secretId, code, message })),
  );
}

/** `Ingress/<namespace>/<name>`. */
export const vaultOwners = (error: ArmError, desired: DesiredGateway): readonly string[] =>
  unreadableFromVaults(error, desired).flatMap(({ owners }) => owners);

interface FromVault {
  readonly name: string;
  readonly secretId: string;
  readonly owners: readonly string[];
}

function unreadableFromVaults(error: ArmError, desired: DesiredGateway): readonly FromVault[] {
  const codes = [error.code, ...error.details.map(({ code }) => code)];
  if (!codes.some((code) => VAULT_CODE.test(code))) return [];
  const fromVaults = desired.collections.sslCertificates.flatMap(({ name, properties, owners }) =>
    properties.keyVaultSecretId === undefined
      ? []
      : [{ name, secretId: properties.keyVaultSecretId, owners }],
  );
  const texts = [error.message, ...error.details.map(({ message }) => message)].join('\n').toLowerCase();
  const named = fromVaults.filter(
    ({ name, secretId }) =>
      texts.includes(secretId.toLowerCase()) ||
      error.targets.some((id) => id.toLowerCase().endsWith(`/sslcertificates/${name.toLowerCase()}`)),
  );
  // Where it names none, one that is the only one is meant.
  return named.length === 0 && fromVaults.length === 1 ? fromVaults : named;
}

/** Of the gateway's identity, of the vault, and of a secret in it. */
const VAULT_CODE = /KeyVault|UserAssignedManagedIdentityNotFound|^Secret(Disabled|DeletedFrom|NotFound)/;

/** From `Ingress/<namespace>/<name>`. */
export function ownerRef(owner: string): ObjectRef {
  const [kind = '', namespace = '', name = ''] = owner.split('/');
  return { kind, namespace, name };
}
