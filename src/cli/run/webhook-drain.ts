/** How long pods have to serve on after they were told to end: measured by the leader, shared through the Secret. */
import type { Config } from '../../config/schema.ts';
import { drainSeconds } from '../../controller/drain-time.ts';
import type { WebhookObjects } from '../../kube/webhook-objects.ts';
import { newsOfDrain } from '../../webhook/drain.ts';

export interface Drain {
  readonly seconds: () => number;
  /** Tells the other replicas, or learns from the leader. */
  readonly share: () => Promise<void>;
}

export interface DrainOptions {
  readonly config: Config;
  readonly objects: WebhookObjects;
  readonly isLeading: () => boolean;
  /** By resource id: what an operation takes, ms; known to the leader. */
  readonly operationTimes: ReadonlyMap<string, () => number | null>;
}

const KEY = 'drainSeconds';

export function createDrain({ config, objects, isLeading, operationTimes }: DrainOptions): Drain {
  const { seconds: usual, most } = config.webhook.preStop;
  let told: number | null = null;
  return {
    seconds: () => Math.min(told ?? usual, most),
    share: async () => {
      const secret = await objects.readSecret();
      if (!secret) return;
      told = Number(secret.values[KEY]) || null;
      const news = isLeading() ? newsOfDrain(measured(config, operationTimes), told) : null;
      if (news === null) return;
      await objects.writeSecret({ [KEY]: String(news) }, secret.version);
      told = news;
    },
  };
}

/** For the slowest gateway; null: none was seen to work. */
function measured({ writeInterval }: Config, operationTimes: DrainOptions['operationTimes']): number | null {
  const times = [...operationTimes.values()].flatMap((median) => median() ?? []);
  return times.length === 0 ? null : drainSeconds(writeInterval * 1000, Math.max(...times));
}
