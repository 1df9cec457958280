/** Where tokens come from. The identity library is loaded only when a token of Azure is really needed. */
import type { TokenCredential } from '@azure/identity';

/** Called again after a refusal: a role that was granted meanwhile shows only in a new token. */
export type CredentialSource = () => Promise<TokenCredential>;

export interface IdentityOptions {
  readonly authorityHost: string;
  /** What the workload identity webhook puts into the pod, or null outside of one. */
  readonly workload: {
    readonly tenantId: string;
    readonly clientId: string;
    readonly tokenFile: string;
  } | null;
  /** The user-assigned managed identity of the node; null means the only one there is. */
  readonly managedClientId: string | null;
}

/** One way to a token, in the words of people. */
export interface NamedCredential {
  readonly name: string;
  readonly credential: TokenCredential;
}

/** Workload identity, then the node's managed identity, then whoever is logged in with the Azure CLI. */
export async function identityChain(options: IdentityOptions): Promise<readonly NamedCredential[]> {
  const identity = await import('@azure/identity');
  const { authorityHost, workload, managedClientId } = options;
  // Without the probe a machine outside Azure waits minutes for the metadata service before the CLI is asked.
  // The library's own default chain sets this option, its types leave it out.
  const probe = { sendProbeRequest: true };
  const managed = managedClientId === null ? {} : { clientId: managedClientId };
  return [
    ...(workload === null
      ? []
      : [
          {
            name: 'workload identity',
            credential: new identity.WorkloadIdentityCredential({
              authorityHost,
              tenantId: workload.tenantId,
              clientId: workload.clientId,
              tokenFilePath: workload.tokenFile,
            }),
          },
        ]),
    {
      name: 'managed identity',
      credential: new identity.ManagedIdentityCredential({ authorityHost, ...managed, ...probe }),
    },
    { name: 'login of the Azure CLI', credential: new identity.AzureCliCredential() },
  ];
}

export function azureIdentity(options: IdentityOptions): CredentialSource {
  return async () => {
    const { ChainedTokenCredential } = await import('@azure/identity');
    const chain = await identityChain(options);
    return new ChainedTokenCredential(...chain.map(({ credential }) => credential));
  };
}

/** One token for ever: for the emulator, which takes any. */
export const staticToken = (token: string): CredentialSource => {
  const credential: TokenCredential = {
    getToken: async () => ({ token, expiresOnTimestamp: Number.MAX_SAFE_INTEGER }),
  };
  return async () => credential;
};
