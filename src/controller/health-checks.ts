/** What gateways think of their backends. Asking is dear: one question at a time for each, and seldom. */
import type { Clock } from '../clock/clock.ts';
import { ArmError } from './arm-error.ts';
import { healthyAddresses } from './gate-view.ts';

/** The body of ARM's `backendhealth`. Rejects with an `ArmError`. */
export type ReadHealth = (resourceId: string) => Promise<unknown>;

export interface HealthChecks {
  /** Addresses found alive, by pool; null: not asked lately. */
  readonly lately: (resourceId: string) => ReadonlyMap<string, ReadonlySet<string>> | null;
  /** Sees to it that there is an answer soon. */
  readonly ask: (resourceId: string) => void;
}

export interface HealthChecksOptions {
  readonly clock: Clock;
  readonly readHealth: ReadHealth;
  /** There is an answer, or it is time to ask again. */
  readonly onAnswer: () => void;
  readonly onError: (error: Error) => void;
  readonly signal: AbortSignal;
}

/** From the end of one question to the next. */
const PAUSE_MS = 10_000;

export function createHealthChecks(options: HealthChecksOptions): HealthChecks {
  const { clock, readHealth, onAnswer, onError, signal } = options;
  const answers = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();
  const busy = new Set<string>();

  async function askNow(resourceId: string): Promise<void> {
    try {
      answers.set(resourceId, healthyAddresses(await readHealth(resourceId)));
    } catch (error) {
      if (!(error instanceof ArmError)) throw error;
      onError(error);
    }
    onAnswer();
    await clock.sleep(PAUSE_MS, signal);
    answers.delete(resourceId);
    busy.delete(resourceId);
    onAnswer();
  }

  return {
    lately: (resourceId) => answers.get(resourceId) ?? null,
    ask: (resourceId) => {
      if (busy.has(resourceId)) return;
      busy.add(resourceId);
      askNow(resourceId).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    },
  };
}
