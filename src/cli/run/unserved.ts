/** Ingresses that no gateway serves are told, for as long as they are not served and we lead. */
import type { Clock } from '../../clock/clock.ts';
import type { Config } from '../../config/schema.ts';
import type { GatewayObjects, SnapshotSource } from '../../controller/ports.ts';
import { unservedIngresses } from '../../controller/unserved.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

export interface UnservedOptions {
  readonly config: Config;
  readonly source: SnapshotSource;
  readonly gateways: GatewayObjects;
  readonly recordEvents: (diagnostics: readonly Diagnostic[]) => Promise<void>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** An Event is forgotten an hour after it was last told. */
const AGAIN_MS = 30 * 60_000;

export function tellUnserved(options: UnservedOptions): void {
  const { config, source, gateways, recordEvents, clock, signal } = options;
  let told = '[]';

  function tell(): void {
    const diagnostics = unservedIngresses(source.snapshot().snapshot, config, gateways.current());
    const now = JSON.stringify(diagnostics);
    if (now === told) return;
    told = now;
    // What is being told when we no longer lead is cut off: our successor tells it.
    recordEvents(diagnostics).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  function tellAgainLater(): void {
    clock.sleep(AGAIN_MS, signal).then(
      () => {
        told = '[]';
        tell();
        tellAgainLater();
      },
      () => undefined,
    );
  }

  const unsubscribes = [source.subscribe(tell), gateways.subscribe(tell)];
  signal.addEventListener('abort', () => {
    for (const unsubscribe of unsubscribes) unsubscribe();
  });
  tell();
  tellAgainLater();
}
