/** A runner in virtual time on a scripted gateway. */
import type { ExecutionContext } from 'ava';
import type { ClusterObject } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { loadConfig } from '../../../src/config/load.ts';
import {
  startGatewayRunner,
  type GatewayRunner,
  type Published,
  type RunnerObserver,
} from '../../../src/controller/gateway-runner.ts';
import { CLASS, ingress, service, slice } from '../../helpers/objects.ts';
import { createVirtualClock, type VirtualClock } from '../../helpers/virtual-clock.ts';
import { script, type Script, type Scripted } from './_leader.ts';

const SETTINGS = { config: loadConfig({ flags: {}, environment: {} }), conventionalClass: CLASS };
export const WEB = [ingress({ age: 1, rules: { 'a.com': ['/'] } }), service(), slice(['10.0.0.1'])];

export interface Setup extends Scripted {
  readonly clock: VirtualClock;
  readonly runner: GatewayRunner;
  readonly published: readonly Published[];
  readonly change: (objects: readonly ClusterObject[]) => void;
  /** When the gateway was read. */
  readonly reads: readonly number[];
}

export function start(
  t: ExecutionContext,
  words: Script = {},
  mode: 'apply' | 'plan' = 'apply',
  observer: RunnerObserver = {},
): Setup {
  const clock = createVirtualClock();
  const scripted = script(words);
  const published: Published[] = [];
  const reads: number[] = [];
  const listeners = new Set<() => void>();
  let objects: readonly ClusterObject[] = WEB;
  const runner = startGatewayRunner({
    source: {
      snapshot: () => ({ snapshot: createSnapshot(objects, clock.now()), diagnostics: [] }),
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    gateway: {
      ...scripted.gateway,
      get: (signal) => {
        reads.push(clock.now());
        return scripted.gateway.get(signal);
      },
    },
    lease: scripted.lease,
    clock,
    settings: SETTINGS,
    mode,
    observer,
    publish: async (result) => void published.push(result),
    random: () => 0.5,
  });
  t.teardown(() => runner.stop().catch(() => undefined));
  const change = (next: readonly ClusterObject[]): void => {
    objects = next;
    for (const listener of listeners) listener();
  };
  return { ...scripted, clock, runner, published, change, reads };
}

export const puts = ({ steps }: Setup): number => steps.filter((step) => step === 'put').length;
export const outcomes = ({ published }: Setup): readonly string[] =>
  published.map(({ outcome }) => outcome.kind);
