/** One request through the faults to its handler and back. */
import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply, onRequestAsyncHookHandler, RouteHandlerMethod } from 'fastify';
import type { Json } from '../../../appgw/wire.ts';
import type { Clock } from '../../../clock/clock.ts';
import { askFaults } from '../faults/fault.ts';
import type { Answer, CallKind, Effects, Fault } from '../faults/fault.ts';
import type { PutEffects } from '../gateways/lifecycle.ts';
import type { Others } from '../gateways/others.ts';
import { gatewayIdOf } from './paths.ts';

export interface Call {
  readonly kind: CallKind;
  readonly params: Readonly<Record<string, string>>;
  /** Scheme and host as the client called them. */
  readonly baseUrl: string;
  /** Path and query. */
  readonly url: string;
  readonly body: Json | undefined;
  /** The header. */
  readonly ifMatch: string | null;
  readonly effects: PutEffects;
}
export type Handler = (call: Call) => Answer;

export interface ServeDeps {
  readonly clock: Clock;
  readonly faults: readonly Fault[];
  readonly scheme: () => 'http' | 'https';
  /** Aborts when the emulator closes. */
  readonly closing: AbortSignal;
  readonly others: Others;
}

type Writer = Effects['writers'][number];

/** Before the body is read. */
export function cutOff(kind: CallKind, { faults }: ServeDeps): onRequestAsyncHookHandler {
  return async ({ url }, reply) => {
    const head = { kind, path: pathOf(url) };
    return faults.some((fault) => fault.cutsOff?.(head)) ? drop(reply) : undefined;
  };
}

export function serve(kind: CallKind, handler: Handler, deps: ServeDeps): RouteHandlerMethod {
  return async (request, reply) => {
    const { url } = request;
    const body = request.body as Json | undefined;
    const effects = askFaults(deps.faults, { kind, path: pathOf(url), body });
    if (effects.delayMs > 0) await deps.clock.sleep(effects.delayMs, deps.closing);
    if (effects.drop === 'before' || effects.drop === 'unread') return drop(reply);
    const call: Call = {
      kind,
      params: request.params as Record<string, string>,
      baseUrl: new URL(`${deps.scheme()}://${request.host}`).origin,
      url,
      body,
      ifMatch: request.headers['if-match'] ?? null,
      effects: { ...effects.operation, surroundings: effects.surroundings },
    };
    for (const { afterMs, edit } of effects.writers)
      if (afterMs === undefined) await deps.others.write(gatewayIdOf(call), edit, { latencyMs: 0 });
    if (effects.state) deps.others.turn(gatewayIdOf(call), effects.state);
    const answer = effects.answer ?? handler(call);
    for (const writer of effects.writers) void writeLater(call, writer, deps);
    if (effects.drop === 'after') return drop(reply);
    return effects.drop === 'middle' ? breakOff(answer, reply) : send(answer, reply);
  };
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;

function send(answer: Answer, reply: FastifyReply): FastifyReply {
  return reply
    .code(answer.status)
    .headers(answer.headers ?? {})
    .send(answer.body);
}

/** The client sees a connection that ends without an answer. */
function drop(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.destroy();
  return reply;
}

/** The client sees half of the answer that it was promised. */
function breakOff({ status, headers, body }: Answer, reply: FastifyReply): FastifyReply {
  const bytes = Buffer.from(JSON.stringify(body ?? {}));
  reply.hijack();
  reply.raw.writeHead(status, {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
  });
  reply.raw.write(bytes.subarray(0, bytes.length / 2), () => reply.raw.destroy());
  return reply;
}

async function writeLater(call: Call, { afterMs, edit }: Writer, deps: ServeDeps): Promise<void> {
  if (afterMs === undefined) return;
  await Promise.allSettled([deps.clock.sleep(afterMs, deps.closing)]);
  if (!deps.closing.aborted) await deps.others.write(gatewayIdOf(call), edit, {});
}
