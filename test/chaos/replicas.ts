/** The controller's replicas: one leads, and what the leader wrote into the Lease outlives it. */
import { CONFIG } from '../../src/config/schema.ts';
import type { PipelineSettings } from '../../src/controller/compute.ts';
import {
  startGatewayRunner,
  type GatewayRunner,
  type Published,
} from '../../src/controller/gateway-runner.ts';
import type { OperationRecord, SnapshotSource } from '../../src/controller/ports.ts';
import { CLASS } from '../helpers/objects.ts';
import type { ChaosAzure } from './azure.ts';
import { INSTANCE } from './foreign.ts';
import type { Random } from './random.ts';

export interface Replicas {
  /** The process dies; the next one starts at once. */
  readonly restart: () => Promise<void>;
  /** The old leader does not know yet that it leads no more. */
  readonly newLeader: () => Promise<void>;
  readonly lastPublished: () => Published | null;
  readonly stop: () => Promise<void>;
}

export const SETTINGS: PipelineSettings = {
  config: CONFIG.parse({ instance: INSTANCE }),
  conventionalClass: CLASS,
};
/** Until the old leader notices. */
const OVERLAP_MS = 3000;

export function startReplicas(azure: ChaosAzure, source: SnapshotSource, random: Random): Replicas {
  const { clock } = azure;
  const records = new Map<string, OperationRecord>();
  let leader = 0;
  let published: Published | null = null;

  function start(): GatewayRunner {
    leader += 1;
    const self = leader;
    return startGatewayRunner({
      source,
      gateway: azure.connect(),
      lease: {
        isFresh: () => leader === self,
        operation: (gateway) => records.get(gateway) ?? null,
        recordOperation: async (gateway, record) => {
          if (leader !== self) throw new Error('somebody else leads');
          if (record) records.set(gateway, record);
          else records.delete(gateway);
        },
      },
      clock,
      settings: SETTINGS,
      mode: 'apply',
      publish: async (result) => {
        if (leader === self) published = result;
      },
      random: random.next,
    });
  }

  let runner = start();
  return {
    restart: async () => {
      await runner.stop();
      runner = start();
    },
    newLeader: async () => {
      const old = runner;
      runner = start();
      await clock.pass(OVERLAP_MS);
      await old.stop();
    },
    lastPublished: () => published,
    stop: () => runner.stop(),
  };
}
