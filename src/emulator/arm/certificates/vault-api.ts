/**
 * The REST side of the emulated Key Vaults, for whoever reads one himself: certificates without their keys, and secrets.
 * A vault is told by the Host of the request. It knows nothing of gateways.
 */
import { X509Certificate } from 'node:crypto';
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openPfx } from './pkcs12.ts';
import type { Vault, VaultSecret } from './vault.ts';
import { VAULT_FAILURES, type VaultFailure } from './vault-problems.ts';

/** Of the vaults of every cloud. */
export const isVaultHost = (host: string): boolean => /\.vault\.[a-z.]+(?::\d+)?$/i.test(host);

export function createVaultApi(vault: Vault): FastifyInstance {
  const app = fastify({ routerOptions: { caseSensitive: false } });
  app.addHook('onRequest', async ({ headers: { authorization = '' } }, reply) =>
    /^Bearer \S+/i.test(authorization) ? undefined : challenge(reply),
  );
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { kind, name, version } = request.params as Readonly<Record<string, string>>;
    const path = [name, ...(version ? [version] : [])].join('/');
    const host = request.host.replace(/:\d+$/, '');
    const secret = vault(`https://${host}/secrets/${path}`);
    const failure = failureOf(secret);
    if (failure) return refuse(failure, reply);
    return {
      id: `https://${host}/${kind}/${path}`,
      attributes: { enabled: true },
      ...(kind === 'certificates' ? { cer: leafOf(secret) } : contentOf(secret)),
    };
  };
  app.get('/:kind(^certificates|secrets$)/:name', handler);
  app.get('/:kind(^certificates|secrets$)/:name/:version', handler);
  return app;
}

/** Clients ask without a token first, to learn where one is had. */
function challenge(reply: FastifyReply): FastifyReply {
  const authenticate =
    'Bearer authorization="https://login.microsoftonline.com/common", resource="https://vault.azure.net"';
  return reply
    .code(401)
    .header('www-authenticate', authenticate)
    .send({
      error: { code: 'Unauthorized', message: 'AKV10000: Request is missing a Bearer or PoP token.' },
    });
}

function failureOf(secret: VaultSecret | null): VaultFailure | null {
  switch (secret?.kind) {
    case undefined:
      return VAULT_FAILURES.missing;
    case 'problem':
      return VAULT_FAILURES[secret.problem];
    case 'failure':
      return { ...secret, rest: { status: 403, code: 'Forbidden', inner: secret.code } };
    case 'pem':
    case 'pfx':
      return null;
  }
}

const refuse = ({ message, rest }: VaultFailure, reply: FastifyReply): FastifyReply =>
  reply.code(rest.status).send({
    error: {
      code: rest.code,
      message,
      ...(rest.inner === null ? {} : { innererror: { code: rest.inner } }),
    },
  });

/** Base64 of DER. */
function leafOf(secret: VaultSecret | null): string | undefined {
  if (secret?.kind === 'pem') return new X509Certificate(secret.pem).raw.toString('base64');
  if (secret?.kind !== 'pfx') return undefined;
  const pfx = openPfx(Buffer.from(secret.pfx, 'base64'), secret.password);
  const [leaf] = pfx.kind === 'open' ? pfx.certificates : [];
  return leaf && Buffer.from(leaf).toString('base64');
}

function contentOf(secret: VaultSecret | null): object {
  if (secret?.kind === 'pem') return { value: secret.pem, contentType: 'application/x-pem-file' };
  return secret?.kind === 'pfx' ? { value: secret.pfx, contentType: 'application/x-pkcs12' } : {};
}
