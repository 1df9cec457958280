/**
 * An ordinary request on its way to a pool member and back, streamed both ways. A member that cannot be reached or
 * is silent for too long is replaced by another one, as long as nothing of the request's body has been sent.
 */
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { errors } from 'undici';
import type { Dispatcher } from 'undici';
import { ASSUMPTIONS } from '../assumptions.ts';
import type { Monitor } from '../backends/monitors.ts';
import type { Generation } from '../generation.ts';
import { preferenceOf } from './affinity.ts';
import { backendRequest } from './backend-request.ts';
import { clientHeaders } from './client-headers.ts';
import type { Exchange } from './exchange.ts';
import { errorPage, writeAnswer } from './pages.ts';
import { createRequestBody } from './request-body.ts';

type Outcome = 'answered' | 'timeout' | 'unreachable';

/** A silent member is replaced once: the second timeout is the client's answer. */
const MAX_TIMEOUTS = 2;

export async function forward(
  generation: Generation,
  exchange: Exchange,
  response: ServerResponse,
): Promise<void> {
  const balancer = generation.balancerOf(exchange.action.target);
  const body = createRequestBody(exchange.request);
  const client = whenClientLeaves(response);
  const prefers = preferenceOf(exchange);
  const tried: Monitor[] = [];
  let timeouts = 0;
  while (timeouts < MAX_TIMEOUTS && !body.isSpent()) {
    const member = balancer.next(tried, prefers);
    if (!member) break;
    tried.push(member);
    const ended = generation.beginAt(exchange.action.target, member.address, () => response.destroy());
    const outcome = await attempt(generation, exchange, member, body.open(), client, response);
    ended();
    if (outcome === 'answered' || response.destroyed) return;
    if (outcome === 'timeout') timeouts += 1;
  }
  writeAnswer(response, errorPage(timeouts > 0 ? 504 : 502, exchange.listener.errorPages));
}

function attempt(
  { connections, resolve }: Generation,
  exchange: Exchange,
  { address }: Monitor,
  body: Readable | null,
  client: EventEmitter,
  response: ServerResponse,
): Promise<Outcome> {
  const { port, tls, requestTimeoutMs } = exchange.action.target;
  const { serverName, ...request } = backendRequest(exchange, address);
  const pool = connections.to(resolve(address, port), tls, serverName);
  const { promise, resolve: settle } = Promise.withResolvers<Outcome>();
  const options: Dispatcher.RequestOptions = {
    ...request,
    body,
    headersTimeout: requestTimeoutMs,
    bodyTimeout: ASSUMPTIONS.requestTimeoutBoundsSilence ? requestTimeoutMs : 0,
    responseHeaders: 'raw',
    signal: client,
  };
  pool.stream(
    options,
    ({ statusCode, headers }) =>
      response.writeHead(statusCode, [
        ...clientHeaders(exchange, address, statusCode, headers as unknown as string[]),
      ]),
    (error) => settle(error && !response.headersSent ? outcomeOf(error) : 'answered'),
  );
  return promise;
}

const outcomeOf = (error: Error): Outcome =>
  error instanceof errors.HeadersTimeoutError ? 'timeout' : 'unreachable';

/** Undici takes an emitter for a signal; it is cheaper than an AbortController. */
function whenClientLeaves(response: ServerResponse): EventEmitter {
  const client = new EventEmitter();
  response.once('close', () => client.emit('abort'));
  return client;
}
