/** WebSockets: the upgrade is asked of a pool member, and after its 101 two sockets are joined. */
import { request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { connectBackend } from '../backends/connect.ts';
import type { Monitor } from '../backends/monitors.ts';
import type { Generation } from '../generation.ts';
import { preferenceOf } from './affinity.ts';
import { backendRequest } from './backend-request.ts';
import { clientHeaders } from './client-headers.ts';
import type { Exchange } from './exchange.ts';
import { errorPage, headText, writeRawAnswer } from './pages.ts';

type Reply =
  | {
      readonly kind: 'switched';
      readonly head: readonly string[];
      readonly socket: Duplex;
      readonly first: Buffer;
    }
  | { readonly kind: 'refused'; readonly head: readonly string[]; readonly response: IncomingMessage }
  | { readonly kind: 'timeout' | 'unreachable' };

export async function forwardUpgrade(
  generation: Generation,
  exchange: Exchange,
  client: Duplex,
  first: Buffer,
): Promise<void> {
  client.on('error', () => client.destroy());
  const reply = await askMembers(generation, exchange, client);
  switch (reply.kind) {
    case 'switched':
      return join(generation, client, first, reply);
    case 'refused':
      return relay(client, reply);
    case 'timeout':
      return writeRawAnswer(client, errorPage(504, exchange.listener.errorPages));
    case 'unreachable':
      return writeRawAnswer(client, errorPage(502, exchange.listener.errorPages));
  }
}

async function askMembers(generation: Generation, exchange: Exchange, client: Duplex): Promise<Reply> {
  const balancer = generation.balancerOf(exchange.action.target);
  const prefers = preferenceOf(exchange);
  const tried: Monitor[] = [];
  for (let member = balancer.next(tried, prefers); member; member = balancer.next(tried, prefers)) {
    tried.push(member);
    const reply = await ask(generation, exchange, member, client);
    if (reply.kind !== 'unreachable' || client.destroyed) return reply;
  }
  return { kind: 'unreachable' };
}

function ask(
  { resolve: locate }: Generation,
  exchange: Exchange,
  { address }: Monitor,
  client: Duplex,
): Promise<Reply> {
  const { port, tls, requestTimeoutMs } = exchange.action.target;
  const { method, path, headers, serverName } = backendRequest(exchange, address);
  const { promise, resolve } = Promise.withResolvers<Reply>();
  const headOf = ({ statusCode = 502, rawHeaders }: IncomingMessage): readonly string[] =>
    clientHeaders(exchange, address, statusCode, rawHeaders);
  const request = httpRequest({
    createConnection: () => connectBackend(locate(address, port), tls, serverName),
    method,
    path,
    headers: [...headers, 'Connection', 'Upgrade', 'Upgrade', 'websocket'],
  });
  request
    .setTimeout(requestTimeoutMs, () => {
      resolve({ kind: 'timeout' });
      request.destroy();
    })
    .on('upgrade', (head, socket, first) => {
      request.setTimeout(0);
      resolve({ kind: 'switched', head: headOf(head), socket, first });
    })
    .on('response', (response) => resolve({ kind: 'refused', head: headOf(response), response }))
    .on('error', () => resolve({ kind: 'unreachable' }))
    .end();
  endWith(client, request);
  return promise;
}

/** A client that leaves takes the question with it. */
function endWith(client: Duplex, request: ClientRequest): void {
  const leave = (): void => void request.destroy();
  client.once('close', leave);
  request.once('close', () => client.off('close', leave));
}

function join(
  generation: Generation,
  client: Duplex,
  fromClient: Buffer,
  { head, socket: backend, first: fromBackend }: Extract<Reply, { kind: 'switched' }>,
): void {
  backend.on('error', () => backend.destroy());
  if (client.destroyed) backend.destroy();
  generation.addUpgraded(client);
  generation.addUpgraded(backend);
  client.write(headText(101, [...head, 'Connection', 'Upgrade', 'Upgrade', 'websocket']));
  client.write(fromBackend);
  backend.write(fromClient);
  backend.once('close', () => client.end());
  client.once('close', () => backend.destroy());
  client.pipe(backend).pipe(client);
}

/** The member answered with something else: that is the client's answer, and the connection ends with it. */
function relay(client: Duplex, { head, response }: Extract<Reply, { kind: 'refused' }>): void {
  client.write(headText(response.statusCode ?? 502, [...head, 'Connection', 'close']));
  response.on('error', () => client.destroy());
  response.pipe(client);
}
