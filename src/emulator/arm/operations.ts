/**
 * Operations that take time. On one gateway only the newest runs to its end: a later one cancels the earlier one,
 * as the service does by design. What an operation does, it does at its end, and never two on one gateway at once.
 */
import { randomUUID } from 'node:crypto';
import type { ArmErrorBody, OperationBody } from '../../appgw/wire.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Answer } from './faults/fault.ts';
import { ArmRefusal } from './http/refusal.ts';

export type OperationKind = 'Put' | 'Patch' | 'Delete' | 'Start' | 'Stop' | 'BackendHealth';

export interface OperationStart {
  readonly kind: OperationKind;
  /** The gateway that it changes, or null: then it neither cancels nor is cancelled. */
  readonly changes: string | null;
  readonly latencyMs: number;
  /** Fails with this at its end. */
  readonly failure?: ArmErrorBody;
  /** Ends Canceled. */
  readonly canceled?: boolean;
  /** Done at the end; what the `operationResults` URL answers afterwards. */
  readonly work: () => Promise<Answer>;
  /** Not called for an operation that a later one took the place of. */
  readonly onEnd?: (status: OperationEnd) => void;
}

export type OperationEnd = 'Succeeded' | 'Failed' | 'Canceled';

export interface Operation {
  readonly id: string;
  readonly kind: OperationKind;
  readonly body: OperationBody;
  /** Set once it succeeded. */
  readonly result: Answer | null;
}

export interface Operations {
  start(start: OperationStart): Operation;
  get(id: string): Operation | null;
  /** What runs on this gateway. */
  running(gateway: string): Operation | null;
  /** Resolves when it is at its end. */
  ended(id: string): Promise<void>;
  /** Ends what runs, as if the process had died; resolves when nothing runs any more. */
  close(): Promise<void>;
}

interface Running {
  operation: Operation;
  readonly abort: AbortController;
  ended: Promise<void>;
}

export function createOperations(clock: Clock): Operations {
  const all = new Map<string, Running>();
  const newest = new Map<string, Running>();

  function start(request: OperationStart): Operation {
    const id = randomUUID();
    const operation: Operation = { id, kind: request.kind, body: { status: 'InProgress' }, result: null };
    const running: Running = { operation, abort: new AbortController(), ended: Promise.resolve() };
    const earlier = takeOver(request.changes, running);
    running.ended = run(running, request, earlier);
    all.set(id, running);
    return operation;
  }

  /** Makes this the newest operation of its gateway and cancels the one before. */
  function takeOver(gateway: string | null, running: Running): Promise<void> {
    if (gateway === null) return Promise.resolve();
    const key = gateway.toLowerCase();
    const earlier = newest.get(key);
    newest.set(key, running);
    if (earlier && isRunning(earlier)) {
      settle(earlier, { status: 'Canceled', error: superseded(earlier.operation, running.operation) });
      earlier.abort.abort();
    }
    return earlier?.ended ?? Promise.resolve();
  }

  async function run(running: Running, request: OperationStart, earlier: Promise<void>): Promise<void> {
    if (request.latencyMs > 0)
      await Promise.allSettled([clock.sleep(request.latencyMs, running.abort.signal)]);
    await earlier;
    if (!isRunning(running) || running.abort.signal.aborted) return;
    const outcome = await outcomeOf(request);
    if (!isRunning(running)) return;
    if ('result' in outcome) settle(running, { status: 'Succeeded' }, outcome.result);
    else settle(running, { status: outcome.status, error: { details: [], ...outcome.error } });
    request.onEnd?.('result' in outcome ? 'Succeeded' : outcome.status);
  }

  return {
    start,
    get: (id) => all.get(id.toLowerCase())?.operation ?? null,
    running(gateway) {
      const found = newest.get(gateway.toLowerCase());
      return found && isRunning(found) ? found.operation : null;
    },
    ended: async (id) => all.get(id.toLowerCase())?.ended,
    async close() {
      for (const { abort } of all.values()) abort.abort();
      await Promise.all([...all.values()].map(({ ended }) => ended));
    },
  };
}

const isRunning = ({ operation }: Running): boolean => operation.body.status === 'InProgress';

function settle(running: Running, body: OperationBody, result: Answer | null = null): void {
  running.operation = { ...running.operation, body, result };
}

type Outcome =
  | { readonly result: Answer }
  | { readonly status: 'Failed' | 'Canceled'; readonly error: ArmErrorBody };

async function outcomeOf({ work, failure, canceled }: OperationStart): Promise<Outcome> {
  if (canceled) return { status: 'Canceled', error: CANCELED };
  if (failure) return { status: 'Failed', error: failure };
  try {
    return { result: await work() };
  } catch (error) {
    if (error instanceof ArmRefusal) return { status: 'Failed', error: error.body };
    const message = error instanceof Error ? error.message : String(error);
    return {
      status: 'Failed',
      error: { code: 'InternalServerError', message: `An error occurred. ${message}` },
    };
  }
}

const CANCELED: ArmErrorBody = { code: 'Canceled', message: 'Operation was canceled.' };

const superseded = (earlier: Operation, later: Operation): ArmErrorBody => ({
  ...CANCELED,
  details: [
    {
      code: 'CanceledAndSupersededDueToAnotherOperation',
      message: `Operation ${nameOf(earlier)} was canceled and superseded by operation ${nameOf(later)}.`,
    },
  ],
});

const nameOf = ({ id, kind }: Operation): string => `${kind}ApplicationGatewayOperation (${id})`;
