/** The last operation on a gateway, for its status: a client that remembers what it sent and how that ended. */
import type { GatewayStatus } from '../api/application-gateway.ts';
import type { Clock } from '../clock/clock.ts';
import { ArmError } from './arm-error.ts';
import type { GatewayClient, Operation } from './ports.ts';

export type LastOperation = NonNullable<GatewayStatus['lastOperation']>;

export interface OperationLog {
  readonly gateway: GatewayClient;
  /** Null: none is known. */
  readonly last: () => LastOperation | null;
}

/** `before`: what an earlier leader knew. `onStarted`: ARM has taken a document. */
export function logOperations(
  gateway: GatewayClient,
  clock: Clock,
  before: LastOperation | null,
  onStarted: () => void,
): OperationLog {
  let last = before;
  const time = (): string => new Date(clock.now()).toISOString();

  function follow(operation: Operation, startedAt: string): Operation {
    const { url } = operation;
    const about = { ...(url === null ? {} : { url }), startedAt };
    last = { ...about, state: 'Running' };
    return {
      url,
      wait: async (options) => {
        try {
          await operation.wait(options);
          last = { ...about, finishedAt: time(), state: 'Succeeded' };
        } catch (error) {
          if (error instanceof ArmError) last = { ...about, finishedAt: time(), ...endOf(error) };
          throw error;
        }
      },
    };
  }

  return {
    last: () => last,
    gateway: {
      ...gateway,
      put: async (document, signal) => {
        const startedAt = time();
        const operation = follow(await gateway.put(document, signal), startedAt);
        onStarted();
        return operation;
      },
      resumeOperation: (url) =>
        follow(gateway.resumeOperation(url), before?.url === url ? before.startedAt : time()),
    },
  };
}

const MOST_CHARACTERS = 8192;

const endOf = ({ code, message }: ArmError): Pick<LastOperation, 'state' | 'code' | 'message'> => ({
  state: /cancel/i.test(code) ? 'Canceled' : 'Failed',
  code,
  message: message.slice(0, MOST_CHARACTERS),
});
