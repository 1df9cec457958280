/**
 * How many requests ARM takes, and the headers that tell how much is left: a token bucket for each kind of request of
 * a principal in a subscription, one of fifteen times the size for all principals together, and the budget of the
 * network resource provider behind them. Whether a poll of an operation counts as a read is UNCONFIRMED: here it does.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../../../clock/clock.ts';
import { principalOf } from './principal.ts';
import { ArmRefusal } from './refusal.ts';

export interface Bucket {
  readonly size: number;
  readonly perSecond: number;
}
export type Buckets = Readonly<Record<'reads' | 'writes' | 'deletes', Bucket>>;

/** Deletes are UNCONFIRMED. */
export const ARM_BUCKETS: Buckets = {
  reads: { size: 250, perSecond: 25 },
  writes: { size: 200, perSecond: 10 },
  deletes: { size: 200, perSecond: 10 },
};
const GLOBAL = 15;

/** Of the network resource provider in a subscription, per window. */
export interface ProviderBudget {
  readonly reads: number;
  readonly writes: number;
  readonly windowMs: number;
}
/** Of 2020. That the window is a fixed one, and the header that tells what is left, are UNCONFIRMED. */
export const PROVIDER_BUDGET: ProviderBudget = { reads: 10_000, writes: 1_000, windowMs: 5 * 60_000 };

export interface Budgets {
  readonly buckets: Buckets;
  readonly provider: ProviderBudget;
}

export function throttle(app: FastifyInstance, clock: Clock, { buckets, provider }: Budgets): void {
  const levels = new Map<string, Level>();
  const windows = new Map<string, Window>();
  app.addHook('onRequest', async (request, reply) => {
    const kind = kindOf(request);
    const subscription = subscriptionOf(request);
    const now = clock.now();
    const { size, perSecond } = buckets[kind];
    const own = draw(levels, `${subscription} ${principalOf(request)} ${kind}`, buckets[kind], now);
    const global = { size: size * GLOBAL, perSecond: perSecond * GLOBAL };
    const shared = own < 0 ? null : draw(levels, `${subscription} global ${kind}`, global, now);
    reply.header(`x-ms-ratelimit-remaining-subscription-${kind}`, String(Math.max(0, own)));
    if (shared !== null)
      reply.header(`x-ms-ratelimit-remaining-subscription-global-${kind}`, String(Math.max(0, shared)));
    if (own < 0) throw tooMany(subscription, Math.ceil(1 / perSecond));
    if (shared !== null && shared < 0) throw tooMany(subscription, Math.ceil(1 / global.perSecond));
    const counted = kind === 'reads' ? 'reads' : 'writes';
    const { left, endsIn } = count(windows, `${subscription} ${counted}`, provider[counted], provider, now);
    const name = counted === 'reads' ? 'Reads5Min' : 'Writes5Min';
    reply.header('x-ms-ratelimit-remaining-resource', `Microsoft.Network/${name};${Math.max(0, left)}`);
    if (left < 0) throw providerRefusal(Math.ceil(endsIn / 1000));
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

interface Window {
  readonly start: number;
  readonly used: number;
}

/** The window begins with the first request after the last one; -1 is left when it is used up. */
function count(
  windows: Map<string, Window>,
  key: string,
  most: number,
  { windowMs }: ProviderBudget,
  now: number,
): { readonly left: number; readonly endsIn: number } {
  const last = windows.get(key);
  const { start, used } = last && now - last.start < windowMs ? last : { start: now, used: 0 };
  windows.set(key, { start, used: Math.min(used + 1, most) });
  return { left: used < most ? most - used - 1 : -1, endsIn: start + windowMs - now };
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

const providerRefusal = (seconds: number): ArmRefusal =>
  new ArmRefusal(
    429,
    {
      code: 'ResourceRequestsThrottled',
      message: `The requests to Microsoft.Network exceeded the limit. Please try again after '${seconds}' seconds.`,
    },
    { 'retry-after': String(seconds) },
  );
