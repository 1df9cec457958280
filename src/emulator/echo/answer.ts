/** What an echo endpoint says about a request: the JSON that tests and people read. */
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

export interface EchoIdentity {
  readonly namespace: string;
  readonly service: string;
  /** The Pod's name, or the endpoint's address. */
  readonly pod: string;
  /** The endpoint's own port, not the socket's. */
  readonly port: number;
  /** Status of the answer on `/`, for APIs that have nothing there; 200 else. */
  readonly rootStatus?: number;
}

export interface EchoAnswer {
  /** With query. */
  readonly path: string;
  readonly host: string;
  readonly method: string;
  /** `HTTP/1.1`. */
  readonly proto: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly namespace: string;
  readonly service: string;
  readonly pod: string;
  readonly port: number;
  /** The leg between gateway and endpoint. */
  readonly tls: { readonly serverName: string; readonly protocol: string } | null;
}

export function echoAnswer(request: IncomingMessage, identity: EchoIdentity): EchoAnswer {
  const { namespace, service, pod, port } = identity;
  return {
    path: request.url ?? '/',
    host: request.headers.host ?? '',
    method: request.method ?? '',
    proto: `HTTP/${request.httpVersion}`,
    headers: groupHeaders(request.rawHeaders),
    namespace,
    service,
    pod,
    port,
    tls: request.socket instanceof TLSSocket ? describeTls(request.socket) : null,
  };
}

export const echoStatus = (request: IncomingMessage, { rootStatus = 200 }: EchoIdentity): number =>
  request.url?.split('?', 1)[0] === '/' ? rootStatus : 200;

const describeTls = (socket: TLSSocket): EchoAnswer['tls'] => ({
  serverName: socket.servername || '',
  protocol: socket.getProtocol() ?? '',
});

/** Each line of a repeated header is one element, in the order of the wire. */
function groupHeaders(raw: readonly string[]): Record<string, string[]> {
  const headers: Record<string, string[]> = Object.create(null);
  for (let at = 0; at + 1 < raw.length; at += 2) {
    (headers[canonicalName(raw[at] ?? '')] ??= []).push(raw[at + 1] ?? '');
  }
  return headers;
}

/** `x-forwarded-for` becomes `X-Forwarded-For`. */
const canonicalName = (name: string): string =>
  name.toLowerCase().replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
