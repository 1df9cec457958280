/** The leg to a backend: a plain socket, or TLS verified as the settings say. */
import { connect, isIP } from 'node:net';
import type { Socket } from 'node:net';
import {
  DEFAULT_CIPHERS,
  checkServerIdentity,
  connect as connectTls,
  createSecureContext,
  rootCertificates,
} from 'node:tls';
import type { SecureContext, TLSSocket } from 'node:tls';
import type { SocketAddress } from '../../contracts.ts';
import { ASSUMPTIONS } from '../assumptions.ts';
import type { BackendTls } from '../compile/configuration.ts';

/** An address is verified but never sent as SNI. A backend that fails has `secureConnect` on a destroyed socket. */
export function connectBackend(
  { host, port }: SocketAddress,
  tls: BackendTls | null,
  backendName: string,
): Socket {
  if (!tls) return connect(port, host);
  const name = tls.name ?? backendName;
  const socket = connectTls({
    host,
    port,
    servername: isIP(name) === 0 ? name : '',
    secureContext: contextOf(tls),
    rejectUnauthorized: tls.verifyChain,
    // Node compares names only where the chain holds: here they are two switches.
    checkServerIdentity: () => undefined,
  });
  const verifiesName = tls.verifyName && (tls.verifyChain || ASSUMPTIONS.nameIsCheckedWithoutChain);
  if (verifiesName) socket.once('secureConnect', () => refuseOtherName(socket, name));
  return socket;
}

function refuseOtherName(socket: TLSSocket, name: string): void {
  const mismatch = checkServerIdentity(name, socket.getPeerCertificate());
  if (mismatch) socket.destroy(mismatch);
}

const contexts = new WeakMap<BackendTls, SecureContext>();

/** Kept: reading some 150 well-known roots takes longer than a handshake. */
function contextOf(tls: BackendTls): SecureContext {
  const known = contexts.get(tls);
  if (known) return known;
  const onlyWellKnown = tls.wellKnown && tls.roots.length === 0;
  const context = createSecureContext({
    ...(onlyWellKnown ? {} : { ca: [...(tls.wellKnown ? rootCertificates : []), ...tls.roots] }),
    // To backends the gateway speaks 1.0 to 1.2, whatever its TLS policy; OpenSSL has the old ones at level 0 only.
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.2',
    ciphers: `${DEFAULT_CIPHERS}:@SECLEVEL=0`,
  });
  contexts.set(tls, context);
  return context;
}
