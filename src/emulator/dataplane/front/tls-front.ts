/** Shakes hands with a client on the terms of the listener that its server name leads to. */
import type { Socket } from 'node:net';
import { DEFAULT_CIPHERS, createServer } from 'node:tls';
import type { Server, TLSSocket } from 'node:tls';
import type { TermsLookup } from '../compile/sni.ts';
import type { TlsPolicy } from '../compile/ssl-policy.ts';
import type { TlsTerms } from '../compile/tls-terms.ts';
import { attachClientTls, readClientTls } from '../request/client-tls.ts';
import { peekServerName } from './client-hello.ts';

export interface TlsFront {
  accept(socket: Socket, termsFor: TermsLookup): void;
}

/** A fatal alert `unrecognized_name`: the answer to names whose certificate cannot be had. */
const UNRECOGNIZED_NAME = Buffer.of(0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x70);

export function createTlsFront(onSecure: (socket: TLSSocket) => void): TlsFront {
  const servers = new WeakMap<TlsTerms, Server>();

  function serverOf(terms: TlsTerms): Server {
    const known = servers.get(terms);
    if (known) return known;
    const server = openServer(terms, onSecure);
    servers.set(terms, server);
    return server;
  }

  return {
    accept(socket, termsFor) {
      peekServerName(socket, (serverName) => {
        const terms = termsFor(serverName);
        if (terms) serverOf(terms).emit('connection', socket);
        else socket.end(UNRECOGNIZED_NAME);
      });
    },
  };
}

/** It never listens: it is given its connections. A certificate that fails is for the request to refuse, with 400. */
function openServer(terms: TlsTerms, onSecure: (socket: TLSSocket) => void): Server {
  const { certificate, policy, clientAuth, http2 } = terms;
  const server = createServer({
    ...certificate,
    minVersion: policy.minVersion,
    maxVersion: policy.maxVersion,
    ciphers: cipherList(policy),
    ALPNProtocols: http2 ? ['h2', 'http/1.1'] : ['http/1.1'],
    requestCert: clientAuth !== null,
    rejectUnauthorized: false,
    ...(clientAuth ? { ca: [...clientAuth.authorities] } : {}),
  });
  server.on('secureConnection', (socket) => {
    attachClientTls(socket, readClientTls(socket, clientAuth));
    onSecure(socket);
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return server;
}

/** OpenSSL has TLS below 1.2 only at its lowest security level. */
function cipherList({ minVersion, cipherSuites }: TlsPolicy): string {
  const list = cipherSuites?.join(':') ?? DEFAULT_CIPHERS;
  return minVersion === 'TLSv1' || minVersion === 'TLSv1.1' ? `${list}:@SECLEVEL=0` : list;
}
