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
  /** Done at the end; what the `operationResults` URL answers afterwards. */
  readonly work: () => Promise<Answer>;
  /** Not called for a cancelled operation. */
  readonly onEnd?: (status: 'Succeeded' | 'Failed') => void;
}

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
    await Promise.allSettled([clock.sleep(request.latencyMs, running.abort.signal)]);
    await earlier;
    if (!isRunning(running) || running.abort.signal.aborted) return;
    const outcome = request.failure ? { failure: request.failure } : await attempt(request.work);
    if (!isRunning(running)) return;
    const failed = 'failure' in outcome;
    settle(
      running,
      failed ? { status: 'Failed', error: { details: [], ...outcome.failure } } : { status: 'Succeeded' },
      failed ? null : outcome.result,
    );
    request.onEnd?.(failed ? 'Failed' : 'Succeeded');
  }

  return {
    start,
    get: (id) => all.get(id.toLowerCase())?.operation ?? null,
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

type Outcome = { readonly result: Answer } | { readonly failure: ArmErrorBody };

async function attempt(work: OperationStart['work']): Promise<Outcome> {
  try {
    return { result: await work() };
  } catch (error) {
    if (error instanceof ArmRefusal) return { failure: error.body };
    const message = error instanceof Error ? error.message : String(error);
    return { failure: { code: 'InternalServerError', message: `An error occurred. ${message}` } };
  }
}

const superseded = (earlier: Operation, later: Operation): ArmErrorBody => ({
  code: 'Canceled',
  message: 'Operation was canceled.',
  details: [
    {
      code: 'CanceledAndSupersededDueToAnotherOperation',
      message: `Operation ${nameOf(earlier)} was canceled and superseded by operation ${nameOf(later)}.`,
    },
  ],
});

const nameOf = ({ id, kind }: Operation): string => `${kind}ApplicationGatewayOperation (${id})`;
