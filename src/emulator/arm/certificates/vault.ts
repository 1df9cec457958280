/**
 * Certificates that the gateway reads from a Key Vault by itself: looked up when an operation comes to its end, each
 * time anew. One that cannot be had fails the operation. Without a vault they have no key, and their handshakes fail.
 */
import { X509Certificate } from 'node:crypto';
import type { JsonObject, RawGateway } from '../../../appgw/wire.ts';
import { ArmRefusal } from '../http/refusal.ts';
import { CONFIRMED, UNCONFIRMED } from '../validate/codes.ts';
import { refusal } from '../validate/refusal.ts';
import { mapCertificates } from './install.ts';
import { openPfx } from './pkcs12.ts';
import { certificatesOnly } from './pkcs7.ts';
import { VAULT_FAILURES, type VaultProblem } from './vault-problems.ts';

/** What the gateway's identity finds there. */
export type VaultSecret =
  /** Certificates, leaf first, and the private key. */
  | { readonly kind: 'pem'; readonly pem: string }
  /** Base64. */
  | { readonly kind: 'pfx'; readonly pfx: string; readonly password: string }
  | { readonly kind: 'problem'; readonly problem: VaultProblem }
  /** With any other code. */
  | { readonly kind: 'failure'; readonly code: string; readonly message: string };

/** By the id as the gateway has it. Null: there is no such secret. */
export type Vault = (secretId: string) => VaultSecret | null;

export const failingVault =
  (problem: VaultProblem): Vault =>
  () => ({ kind: 'problem', problem });

/** Throws the error of the operation. */
export function resolveVault(document: RawGateway, vault: Vault | null): RawGateway {
  if (vault === null) return document;
  return mapCertificates(document, (properties) => {
    const { keyVaultSecretId: secretId } = properties;
    if (typeof secretId !== 'string') return properties;
    const opened = hasIdentity(document) ? open(vault(secretId)) : NO_IDENTITY;
    if (opened.kind === 'failure') throw keyVaultFailure(document.id ?? '', opened, secretId);
    return { ...properties, ...opened.content };
  });
}

type Failure = Extract<VaultSecret, { kind: 'failure' }>;
type Opened = Failure | { readonly kind: 'open'; readonly content: JsonObject };

/** A vault is read by a user-assigned identity and no other. */
const hasIdentity = ({ identity }: RawGateway): boolean =>
  Object.keys(identity?.['userAssignedIdentities'] ?? {}).length > 0;
const NO_IDENTITY: Failure = {
  kind: 'failure',
  code: UNCONFIRMED.keyVaultIdentity,
  message: 'The gateway has no user-assigned identity.',
};

function open(secret: VaultSecret | null): Opened {
  switch (secret?.kind) {
    case undefined:
      return { kind: 'failure', ...VAULT_FAILURES.missing };
    case 'problem':
      return { kind: 'failure', ...VAULT_FAILURES[secret.problem] };
    case 'failure':
      return secret;
    case 'pfx': {
      const pfx = openPfx(Buffer.from(secret.pfx, 'base64'), secret.password);
      return pfx.kind === 'open'
        ? contentOf(secret.pfx, secret.password, pfx.certificates)
        : { kind: 'failure', code: CONFIRMED.certificateInvalid, message: `It is no PFX: ${pfx.kind}.` };
    }
    case 'pem': {
      const blocks = secret.pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
      const certificates = blocks.map((block) => new X509Certificate(block).raw);
      return contentOf(Buffer.from(secret.pem).toString('base64'), '', certificates);
    }
  }
}

const contentOf = (data: string, password: string, certificates: readonly Uint8Array[]): Opened => ({
  kind: 'open',
  content: { data, password, publicCertData: certificatesOnly(certificates).toString('base64') },
});

function keyVaultFailure(gatewayId: string, { code, message }: Failure, secretId: string): ArmRefusal {
  const outer =
    `Problem occured while accessing and validating KeyVault Secrets associated with Application Gateway ` +
    `'${gatewayId}'. See details below:`;
  const inner = refusal(
    code,
    `${message} KeyVault Secret '${secretId}' for Application Gateway '${gatewayId}'.`,
  );
  return new ArmRefusal(400, refusal(CONFIRMED.keyVaultSecret, outer, [inner]));
}
