/**
 * Certificates in Key Vaults, read without their private keys. In: the id that the gateway has. Out: the leaf, or null
 * where it may not be read or is no certificate object. A token goes to nothing but vaults of the cloud: an Ingress can
 * name any host.
 */
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { CertificateClient } from '@azure/keyvault-certificates';
import type { KeyVaults } from '../controller/ports.ts';
import { classifyFailure } from './classify.ts';
import type { CredentialSource } from './credential.ts';

export interface KeyVaultsOptions {
  readonly credential: CredentialSource;
  /** `vault.azure.net`, or another cloud's. */
  readonly suffix: string;
  /** Replaces the network. */
  readonly httpClient?: HttpClient;
}

const TIMEOUT_MS = 5_000;
/** No permission, no such certificate; of a secret that somebody uploaded by hand there is none. */
const HIDDEN: ReadonlySet<number> = new Set([401, 403, 404]);

export function createKeyVaults({ credential, suffix, httpClient }: KeyVaultsOptions): KeyVaults {
  const clients = new Map<string, Promise<CertificateClient>>();
  const connect = async (host: string): Promise<CertificateClient> => {
    const { CertificateClient } = await import('@azure/keyvault-certificates');
    return new CertificateClient(`https://${host}`, await credential(), {
      retryOptions: { maxRetries: 1 },
      ...(httpClient === undefined ? {} : { httpClient }),
    });
  };
  return {
    async certificate(secretId, signal) {
      const { hostname, pathname } = new URL(secretId);
      if (!hostname.endsWith(`.${suffix}`)) return null;
      const [, , name = '', version] = pathname.split('/');
      const client = clients.get(hostname) ?? connect(hostname);
      clients.set(hostname, client);
      const options = {
        requestOptions: { timeout: TIMEOUT_MS },
        ...(signal ? { abortSignal: signal } : {}),
      };
      try {
        const opened = await client;
        const { cer } = version
          ? await opened.getCertificateVersion(name, version, options)
          : await opened.getCertificate(name, options);
        return cer ?? null;
      } catch (error) {
        signal?.throwIfAborted();
        // A token is kept in the client, and a role that is granted later shows only in a new one.
        clients.delete(hostname);
        const { statusCode } = error as { readonly statusCode?: number };
        if (statusCode !== undefined && HIDDEN.has(statusCode)) return null;
        const failure = classifyFailure(error);
        if (failure.kind === 'forbidden') return null;
        throw failure;
      }
    },
  };
}
