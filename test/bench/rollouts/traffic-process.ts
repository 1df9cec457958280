/** Starts the clients in a process of their own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TrafficOrder, TrafficResult } from './traffic-messages.ts';

const TRAFFIC = fileURLToPath(new URL('traffic.ts', import.meta.url));

export interface Traffic {
  /** Resolves when every request has its answer. */
  readonly stop: () => Promise<TrafficResult>;
  readonly kill: () => void;
}

export function startTraffic(order: TrafficOrder): Traffic {
  const child = fork(TRAFFIC, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send(order);
  return {
    stop: async () => {
      const answer = once(child, 'message') as Promise<[TrafficResult]>;
      child.send('stop');
      const [result] = await answer;
      child.disconnect();
      return result;
    },
    kill: () => void child.kill(),
  };
}
