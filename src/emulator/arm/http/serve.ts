/** One request through the faults to its handler and back. */
import type { FastifyReply, RouteHandlerMethod } from 'fastify';
import type { Json } from '../../../appgw/wire.ts';
import type { Clock } from '../../../clock/clock.ts';
import { askFaults } from '../faults/fault.ts';
import type { Answer, CallKind, Effects, Fault, OperationEffects } from '../faults/fault.ts';

export interface Call {
  readonly kind: CallKind;
  readonly params: Readonly<Record<string, string>>;
  /** Scheme and host as the client called them. */
  readonly baseUrl: string;
  /** Path and query. */
  readonly url: string;
  readonly body: Json | undefined;
  readonly effects: OperationEffects;
}
export type Handler = (call: Call) => Answer;

export interface ServeDeps {
  readonly clock: Clock;
  readonly faults: readonly Fault[];
  readonly scheme: () => 'http' | 'https';
  /** Aborts when the emulator closes. */
  readonly closing: AbortSignal;
  /** PUTs as somebody else would. */
  readonly writeAsOther: (call: Call, edit: Effects['writers'][number]['edit']) => void;
}

export function serve(kind: CallKind, handler: Handler, deps: ServeDeps): RouteHandlerMethod {
  return async (request, reply) => {
    const { url } = request;
    const body = request.body as Json | undefined;
    const effects = askFaults(deps.faults, { kind, path: url.split('?', 1)[0] ?? url, body });
    if (effects.delayMs > 0) await deps.clock.sleep(effects.delayMs, deps.closing);
    if (effects.drop === 'before') return drop(reply);
    const call: Call = {
      kind,
      params: request.params as Record<string, string>,
      baseUrl: new URL(`${deps.scheme()}://${request.host}`).origin,
      url,
      body,
      effects: effects.operation,
    };
    const answer = effects.answer ?? handler(call);
    for (const writer of effects.writers) void writeLater(call, writer, deps);
    return effects.drop === 'after' ? drop(reply) : send(answer, reply);
  };
}

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

async function writeLater(call: Call, writer: Effects['writers'][number], deps: ServeDeps): Promise<void> {
  await Promise.allSettled([deps.clock.sleep(writer.afterMs, deps.closing)]);
  if (!deps.closing.aborted) deps.writeAsOther(call, writer.edit);
}
