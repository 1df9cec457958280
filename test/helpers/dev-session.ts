/** `dev` in this process on a folder of files, as its command puts it together, but on ports that the system chooses. */
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ExecutionContext } from 'ava';
import { startDev, type Dev, type DevOptions } from '../../src/cli/dev/dev.ts';
import type { DevEvent } from '../../src/cli/dev/events.ts';
import { systemClock } from '../../src/clock/clock.ts';
import { loadConfig } from '../../src/config/load.ts';
import { withSources } from '../../src/manifests/manifest-set.ts';
import { watchManifests } from '../../src/manifests/watch.ts';

export interface DevSession extends Dev {
  /** The next event that was not asked for yet; `ready` is the first. */
  readonly next: () => Promise<DevEvent>;
  /** Up to and with the event that ends a batch. */
  readonly batch: () => Promise<readonly DevEvent[]>;
  /** What happened and was not asked for. */
  readonly left: () => readonly DevEvent[];
  readonly get: (host: string, path: string) => Promise<{ readonly status: number; readonly body: string }>;
}

export async function startSession(
  t: ExecutionContext,
  folder: string,
  options: Partial<DevOptions> = {},
): Promise<DevSession> {
  const events: DevEvent[] = [];
  let wake = (): void => {};
  const manifests = await watchManifests([folder], { cwd: '/', clock: systemClock, onError: t.log });
  t.teardown(manifests.close);
  const dev = await startDev({
    source: { ...manifests, workloads: () => manifests.current().workloads.map(({ object }) => object) },
    locate: (diagnostics) => withSources(diagnostics, manifests.current()),
    config: loadConfig({ flags: {}, environment: {} }),
    latencyMs: 0,
    bind: () => ({ host: '127.0.0.1', port: 0 }),
    ...options,
    onEvent: (event) => {
      events.push(event);
      wake();
    },
  });
  t.teardown(dev.close);
  const next = async (): Promise<DevEvent> => {
    while (events.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return events.shift()!;
  };
  return {
    ...dev,
    next,
    batch: async () => {
      const batch: DevEvent[] = [];
      do batch.push(await next());
      while (batch.at(-1)!.event === 'held-back');
      return batch;
    },
    left: () => events,
    get: (host, path) => get(dev.address('public', 80)!, host, path),
  };
}

/** A connection of its own, so that no pool of connections remembers an earlier socket. */
function get(address: string, host: string, path: string): Promise<{ status: number; body: string }> {
  const [hostname, port] = address.split(':');
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers: { host }, agent: false }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    })
      .on('error', reject)
      .end();
  });
}
