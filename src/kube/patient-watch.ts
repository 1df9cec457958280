/** A reflector that others wait for, but not for ever: what cannot be read for long is done without. */
import type { ClusterObject } from '../cluster/objects.ts';
import { KubeError } from './kube-error.ts';
import type { ReflectorStats } from './reflector-stats.ts';
import { createReflector, type ReflectorOptions } from './reflector.ts';

export interface PatientWatchOptions extends ReflectorOptions<ClusterObject> {
  /** What `isSettled` or `stats` say may have changed. */
  readonly onChange: () => void;
  readonly onError: (error: Error) => void;
}

export interface PatientWatch {
  /** It was listed, or cannot be for now. */
  isSettled(): boolean;
  relist(): void;
  stats(): ReflectorStats;
  /** Why it cannot be read, where that is not merely a restart of the API server. */
  unreadable(): Error | null;
  stop(): Promise<void>;
}

const PATIENCE_MS = 30_000;

export function startPatientWatch(options: PatientWatchOptions): PatientWatch {
  const { clock, sink, onChange, onError } = options;
  let patience = new AbortController();
  let settled = false;

  function settle(): void {
    patience.abort();
    if (settled) return;
    settled = true;
    onChange();
  }

  function unsettle(): void {
    patience.abort();
    patience = new AbortController();
    settled = false;
    clock.sleep(PATIENCE_MS, patience.signal).then(settle, () => undefined);
  }

  const reflector = createReflector({
    ...options,
    sink: {
      ...sink,
      replace: (observed) => {
        sink.replace(observed);
        settle();
      },
    },
    onError: (error) => {
      onError(error);
      if (isForbidden(error)) settle();
      onChange();
    },
  });
  unsettle();
  reflector.start();

  return {
    isSettled: () => settled,
    relist: () => {
      unsettle();
      reflector.relist();
    },
    stats: () => reflector.stats(),
    unreadable: () => {
      const { watching, failuresInARow, lastContact, lastError } = reflector.stats();
      if (watching || failuresInARow === 0) return null;
      const isLong = clock.now() - (lastContact ?? -Infinity) >= PATIENCE_MS;
      return isLong || isForbidden(lastError) ? lastError : null;
    },
    stop: () => {
      patience.abort();
      return reflector.stop();
    },
  };
}

const isForbidden = (error: Error | null): boolean => error instanceof KubeError && error.status === 403;
