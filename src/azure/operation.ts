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
import type { PollPace } from './poll-pace.ts';
import { retryAfterMs } from './retry-after.ts';
import type { Headers } from './retry-after.ts';

export interface FollowOptions {
  readonly send: SendToArm;
  readonly clock: Clock;
  readonly endpoint: string;
  /** Used where the service does not say when to ask. */
  readonly pace: PollPace;
  /** What the answer that started the operation said about when to ask. */
  readonly retryAfterMs: number | null;
  /** Ms that it ran, as far as we saw; called when it has succeeded. */
  readonly onSucceeded?: (ms: number) => void;
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
  const { clock, pace } = options;
  refuseOtherHosts(url, options.endpoint);
  const startedAt = clock.now();
  const elapsed = (): number => clock.now() - startedAt;
  for (let asked = options.retryAfterMs; ;) {
    await clock.sleep(asked ?? pace(elapsed()), wait.signal);
    const answer = await poll(url, options.send, wait);
    if (answer instanceof ArmError) {
      asked = answer.retryAfterMs;
      continue;
    }
    const status = statusOf(answer);
    wait.onPoll?.(status);
    if (/^succeeded$/i.test(status)) {
      options.onSucceeded?.(elapsed());
      return;
    }
    if (/^(failed|cancell?ed)$/i.test(status)) throw classify({ ...answer, status: null }, clock.now());
    asked = retryAfterMs(answer.headers, clock.now());
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
