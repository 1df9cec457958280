/**
 * The way of a request through the gateway, step by step:
 *
 *   accept -> listener -> route -> action -> forward
 *
 * In: a request on a frontend port, and the generation that is current at that moment; the request stays with it to
 * the end. Out: an answer of the gateway itself, or the target that it goes to. What comes later has its place here:
 * client certificates after `accept`, rewrites around `forward`, affinity where `forward` picks a member, custom
 * error pages where an answer is made. This file must not know sockets, TLS, or the document.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { ASSUMPTIONS } from '../assumptions.ts';
import type { PortConfiguration, Route } from '../compile/configuration.ts';
import type { Generation } from '../generation.ts';
import type { Exchange } from './exchange.ts';
import { forward } from './forward.ts';
import { errorPage, redirectPage, writeAnswer, writeRawAnswer } from './pages.ts';
import type { Answer } from './pages.ts';
import { readTarget } from './request-target.ts';
import type { RequestTarget } from './request-target.ts';
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
  const target = readTarget(request);
  if (!target) return { answer: errorPage(ASSUMPTIONS.brokenEncodingStatus) };
  const port = generation.configuration.ports.get(portKey);
  const listener = port?.listenerFor(target.host);
  if (!port || !listener) return { answer: errorPage(404) };
  return act(listener.route(target.decodedPath), request, port, target);
}

function act(
  { action, matched }: Route,
  request: IncomingMessage,
  port: PortConfiguration,
  target: RequestTarget,
): Decision {
  switch (action.kind) {
    case 'redirect':
      return { answer: redirectPage(action.status, action.location(target)) };
    case 'forward':
      return { exchange: { request, port, target, action, matched } };
  }
}
