/**
 * What a client's TLS connection is worth: how it was secured, and whether its certificate satisfies the profile
 * on whose terms the handshake was made. Requests ask for it by their socket, HTTP/1.1 and HTTP/2 alike.
 */
import type { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { ASSUMPTIONS } from '../assumptions.ts';
import type { ClientAuth } from '../compile/client-auth.ts';

export interface ClientTls {
  /** `TLSv1.3`. */
  readonly protocol: string;
  /** The cipher suite by its IANA name. */
  readonly cipherSuite: string;
  /** Key of the demand that the handshake was made for; null if it asked for no certificate. */
  readonly clientAuth: string | null;
  readonly certificate: X509Certificate | null;
  readonly verification: 'SUCCESS' | 'NONE' | `FAILED:${string}`;
}

export function readClientTls(socket: TLSSocket, clientAuth: ClientAuth | null): ClientTls {
  const certificate = (clientAuth && socket.getPeerX509Certificate()) ?? null;
  return {
    protocol: socket.getProtocol() ?? '',
    cipherSuite: socket.getCipher().standardName,
    clientAuth: clientAuth?.key ?? null,
    certificate,
    verification: clientAuth && certificate ? verify(socket, certificate, clientAuth) : 'NONE',
  };
}

function verify(
  socket: TLSSocket,
  certificate: X509Certificate,
  { issuers }: ClientAuth,
): ClientTls['verification'] {
  if (!socket.authorized) return `FAILED:${String(socket.authorizationError)}`;
  return issuers === null || issuers.includes(certificate.issuer) ? 'SUCCESS' : 'FAILED:ISSUER_MISMATCH';
}

/**
 * Whether a listener takes the request. Server name and Host may lead to two listeners: the demand of the second
 * counts, and a connection that was not verified for it does not satisfy it.
 */
export function admits(demand: ClientAuth | null, client: ClientTls | null): boolean {
  if (demand === null) return true;
  if (demand.mode === 'passthrough' && ASSUMPTIONS.passthroughTakesAnyClient) return true;
  const isForeign = client?.clientAuth !== demand.key;
  if (isForeign) return !ASSUMPTIONS.hostDecidesClientAuth;
  return client.verification === 'SUCCESS';
}

const CLIENT_TLS = Symbol('client TLS');

interface Secured {
  [CLIENT_TLS]?: ClientTls;
}

/** On the socket itself: the one that a request of HTTP/2 shows is a proxy of it. */
export function attachClientTls(socket: TLSSocket & Secured, client: ClientTls): void {
  socket[CLIENT_TLS] = client;
}

/** Null for plain HTTP. */
export const clientTlsOf = ({ socket }: { readonly socket: IncomingMessage['socket'] & Secured }) =>
  socket[CLIENT_TLS] ?? null;
