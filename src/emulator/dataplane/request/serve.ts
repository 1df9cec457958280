/**
 * The way of a request through the gateway, step by step:
 *
 *   accept -> listener -> client certificate -> route -> rewrite (and route again) -> firewall -> redirect or forward
 *   forward: pick a member by turn or affinity -> its answer -> rewrite -> client
 *
 * In: a request on a frontend port, and the generation that is current at that moment; the request stays with it to
 * the end. Out: an answer of the gateway itself, on the listener's error page if it is an error, or the target that it
 * goes to. This file must not know sockets, TLS, or the document.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { ASSUMPTIONS } from '../assumptions.ts';
import type { Firewall } from '../compile/firewalls.ts';
import type { Generation } from '../generation.ts';
import { admits, clientTlsOf } from './client-tls.ts';
import type { Arrival, Exchange } from './exchange.ts';
import { forward } from './forward.ts';
import { errorPage, redirectPage, writeAnswer, writeRawAnswer } from './pages.ts';
import type { Answer } from './pages.ts';
import { readTarget } from './request-target.ts';
import { rewriteRequest } from './rewrite-request.ts';
import { forwardUpgrade } from './upgrade.ts';

type Decision = { readonly answer: Answer } | { readonly exchange: Exchange };

export async function serve(
  generation: Generation,
  portKey: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.once('close', generation.enter());
  const decision = decide(generation, portKey, request);
  if ('answer' in decision) writeAnswer(response, decision.answer);
  else await forward(generation, decision.exchange, response);
}

export async function serveUpgrade(
  generation: Generation,
  portKey: string,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  const decision = decide(generation, portKey, request);
  if ('answer' in decision) writeRawAnswer(socket, decision.answer);
  else await forwardUpgrade(generation, decision.exchange, socket, head);
}

function decide(generation: Generation, portKey: string, request: IncomingMessage): Decision {
  const { ports, errorPages } = generation.configuration;
  const target = readTarget(request);
  if (!target) return { answer: errorPage(ASSUMPTIONS.brokenEncodingStatus, errorPages) };
  const port = ports.get(portKey);
  const listener = port?.listenerFor(target.host);
  if (!port || !listener) return { answer: errorPage(404, errorPages) };
  const client = clientTlsOf(request);
  if (!admits(listener.clientAuth, client)) return { answer: errorPage(400, listener.errorPages) };
  return act({ request, client, port, listener, target });
}

function act(arrival: Arrival): Decision {
  const { target, listener } = arrival;
  const rerouted = rewriteRequest(arrival, listener.route(target.decodedPath));
  switch (rerouted.kind) {
    case 'loop':
      return { answer: errorPage(500, listener.errorPages) };
    case 'broken':
      return { answer: errorPage(ASSUMPTIONS.brokenEncodingStatus, listener.errorPages) };
    case 'redirect':
      if (isBlocked(arrival, rerouted.firewall)) return { answer: errorPage(403, listener.errorPages) };
      return { answer: redirectPage(rerouted.redirect.status, rerouted.redirect.location(rerouted.target)) };
    case 'forward':
      if (isBlocked(arrival, rerouted.firewall)) return { answer: errorPage(403, listener.errorPages) };
      return { exchange: { ...arrival, ...rerouted } };
  }
}

/** The path's firewall beats the listener's; where no address is known, the socket is gone. */
function isBlocked({ request, listener }: Arrival, ofPath: Firewall | null): boolean {
  const firewall = ofPath ?? listener.firewall;
  const address = request.socket.remoteAddress?.replace(/^::ffff:/i, '');
  return firewall !== null && address !== undefined && firewall(address);
}
