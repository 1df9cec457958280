/** The leg to a backend: a plain socket, or TLS verified as the settings say. */
import { connect, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls, rootCertificates } from 'node:tls';
import type { SocketAddress } from '../../contracts.ts';
import type { BackendTls } from '../compile/configuration.ts';

/** The name is verified only together with the chain. An address is verified but never sent as SNI. */
export function connectBackend(
  { host, port }: SocketAddress,
  tls: BackendTls | null,
  backendName: string,
): Socket {
  if (!tls) return connect(port, host);
  const name = tls.name ?? backendName;
  return connectTls({
    host,
    port,
    servername: isIP(name) === 0 ? name : '',
    ca: [...rootCertificates, ...tls.roots],
    rejectUnauthorized: tls.verifyChain,
    checkServerIdentity: (_, certificate) =>
      tls.verifyName ? checkServerIdentity(name, certificate) : undefined,
    // The gateway speaks 1.0 to 1.2 to backends, whatever its TLS policy.
    maxVersion: 'TLSv1.2',
  });
}
