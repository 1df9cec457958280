/**
 * ARM's token buckets for each subscription, and the headers that tell how much is left. The global counters are
 * fifteen times the others. Whether a poll of an operation counts as a read is UNCONFIRMED: here it does.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../../../clock/clock.ts';
import { ArmRefusal } from './refusal.ts';

export interface Bucket {
  readonly size: number;
  readonly perSecond: number;
}
export type Buckets = Readonly<Record<'reads' | 'writes' | 'deletes', Bucket>>;

/** Reads' refill and all of deletes are UNCONFIRMED. */
export const ARM_BUCKETS: Buckets = {
  reads: { size: 250, perSecond: 25 },
  writes: { size: 200, perSecond: 10 },
  deletes: { size: 200, perSecond: 10 },
};
const GLOBAL = 15;

export function throttle(app: FastifyInstance, clock: Clock, buckets: Buckets): void {
  const levels = new Map<string, Level>();
  app.addHook('onRequest', async (request, reply) => {
    const kind = kindOf(request);
    const subscription = subscriptionOf(request);
    const own = draw(levels, `${subscription} ${kind}`, buckets[kind], clock.now());
    const { size, perSecond } = buckets[kind];
    const global = { size: size * GLOBAL, perSecond: perSecond * GLOBAL };
    const shared = draw(levels, `${subscription} global ${kind}`, global, clock.now());
    reply.header(`x-ms-ratelimit-remaining-subscription-${kind}`, String(Math.max(0, own)));
    reply.header(`x-ms-ratelimit-remaining-subscription-global-${kind}`, String(Math.max(0, shared)));
    if (own < 0) throw tooMany(subscription, Math.ceil(1 / perSecond));
  });
}

interface Level {
  readonly tokens: number;
  readonly at: number;
}

/** What is left after this request, rounded down; -1 when it came too early and drew nothing. */
function draw(levels: Map<string, Level>, key: string, { size, perSecond }: Bucket, now: number): number {
  const { tokens, at } = levels.get(key) ?? { tokens: size, at: now };
  const filled = Math.min(size, tokens + ((now - at) / 1000) * perSecond);
  const left = filled >= 1 ? filled - 1 : filled;
  levels.set(key, { tokens: left, at: now });
  return filled >= 1 ? Math.floor(left) : -1;
}

const kindOf = ({ method }: FastifyRequest): keyof Buckets => {
  if (method === 'DELETE') return 'deletes';
  return method === 'GET' || method === 'HEAD' ? 'reads' : 'writes';
};

const subscriptionOf = ({ url }: FastifyRequest): string =>
  /^\/subscriptions\/([^/?]+)/i.exec(url)?.[1]?.toLowerCase() ?? '';

const tooMany = (subscription: string, seconds: number): ArmRefusal =>
  new ArmRefusal(
    429,
    {
      code: 'TooManyRequests',
      message: `Number of requests for subscription '${subscription}' exceeded the limit. Please try again after '${seconds}' seconds.`,
    },
    { 'retry-after': String(seconds) },
  );
