/**
 * Follows a long-running operation to its end, however long that takes (40 min were seen). A poll that gets no
 * answer says nothing about the operation, so it is repeated.
 *
 * `createHttpPoller` of `@azure/core-lro` cannot be used: it sleeps on real timers, keeps Retry-After to itself, ends
 * for ever at the first failed poll, and reduces the error of a failed operation to one line without its details.
 */
import type { Clock } from '../clock/clock.ts';
import { ArmError } from '../controller/arm-error.ts';
import type { Operation, WaitOptions } from '../controller/ports.ts';
import type { Answer, SendToArm } from './arm-pipeline.ts';
import { classify } from './classify.ts';
import { isObject } from './json.ts';
import { retryAfterMs } from './retry-after.ts';
import type { Headers } from './retry-after.ts';

/** Used where the service does not say when to ask again (Application Gateway does not). */
export interface PollInterval {
  readonly firstMs: number;
  readonly maxMs: number;
}
export const POLL_INTERVAL: PollInterval = { firstMs: 1000, maxMs: 2000 };
const GROWTH = 1.5;

export interface FollowOptions {
  readonly send: SendToArm;
  readonly clock: Clock;
  readonly endpoint: string;
  readonly interval: PollInterval;
  /** What the answer that started the operation said about when to ask. */
  readonly retryAfterMs: number | null;
}

export function followOperation(url: string | null, options: FollowOptions): Operation {
  return {
    url,
    async wait(wait = {}) {
      try {
        if (url !== null) await pollToEnd(url, options, wait);
      } catch (error) {
        wait.signal?.throwIfAborted();
        throw error;
      }
    },
  };
}

/** Where an accepted request says that its operation is reported, whatever its status: a 200 may still be running. */
export const operationUrl = (headers: Headers): string | null =>
  headers['azure-asyncoperation'] ?? headers['location'] ?? null;

async function pollToEnd(url: string, options: FollowOptions, wait: WaitOptions): Promise<void> {
  const { clock, interval } = options;
  refuseOtherHosts(url, options.endpoint);
  let pause = options.retryAfterMs ?? interval.firstMs;
  for (let next = interval.firstMs; ; next = Math.min(next * GROWTH, interval.maxMs)) {
    await clock.sleep(pause, wait.signal);
    const answer = await poll(url, options.send, wait);
    if (answer instanceof ArmError) {
      pause = answer.retryAfterMs ?? next;
      continue;
    }
    const status = statusOf(answer);
    wait.onPoll?.(status);
    if (/^succeeded$/i.test(status)) return;
    if (/^(failed|cancell?ed)$/i.test(status)) throw classify({ ...answer, status: null }, clock.now());
    pause = retryAfterMs(answer.headers, clock.now()) ?? next;
  }
}

/** A poll that was lost on its way is returned; one that was refused is thrown. */
async function poll(url: string, send: SendToArm, wait: WaitOptions): Promise<Answer | ArmError> {
  try {
    return await send({ method: 'GET', target: url, signal: wait.signal });
  } catch (error) {
    if (!(error instanceof ArmError) || (error.kind !== 'transient' && error.kind !== 'throttled'))
      throw error;
    wait.onLostPoll?.(error);
    return error;
  }
}

/** `azure-asyncoperation` has a status in the body; `location` answers 202 until it is done. */
function statusOf({ status, body }: Answer): string {
  const named = isObject(body) ? body['status'] : undefined;
  if (typeof named === 'string') return named;
  return status === 202 ? 'InProgress' : 'Succeeded';
}

/** The URL may come from a Lease that others can write, and our token goes wherever it leads. */
function refuseOtherHosts(url: string, endpoint: string): void {
  const { host } = new URL(endpoint);
  const target = URL.parse(url);
  if (target?.protocol === 'https:' && (target.host === host || target.host.endsWith(`.${host}`))) return;
  throw new ArmError({
    code: 'OperationUrlRefused',
    kind: 'notFound',
    message: `the operation cannot be followed: its URL is not on ${host}`,
  });
}
