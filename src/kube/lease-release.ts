/** A standby's ear: it hears the holder let go of the Lease, so that a hand-over does not wait for the next try. */
import type { Clock } from '../clock/clock.ts';
import type { Random } from './backoff.ts';
import type { KubeClient } from './client.ts';
import { leasesPath, type Lease } from './lease-object.ts';
import { createReflector } from './reflector.ts';

export interface ReleaseWatchOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly namespace: string;
  readonly name: string;
  readonly random: Random;
}

export interface ReleaseWatch {
  /** Until the Lease was let go since the last call, or for `ms`. */
  waitAtMost(ms: number, signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

export function watchRelease({ client, clock, namespace, name, random }: ReleaseWatchOptions): ReleaseWatch {
  let released = new AbortController();
  const note = (holder: string | undefined): void => {
    if (!holder) released.abort();
  };
  const reflector = createReflector<string>({
    client,
    clock,
    random,
    path: leasesPath(namespace),
    fieldSelector: `metadata.name=${name}`,
    project: (raw) => (raw as Partial<Lease>).spec?.holderIdentity ?? '',
    sink: {
      replace: ([lease]) => note(lease?.object),
      apply: (lease) => note(lease.object),
      remove: () => note(undefined),
    },
  });
  reflector.start();
  return {
    async waitAtMost(ms, signal) {
      const either = AbortSignal.any([signal, released.signal]);
      if (!either.aborted) await clock.sleep(ms, either).catch(() => undefined);
      released = new AbortController();
    },
    stop: () => reflector.stop(),
  };
}
