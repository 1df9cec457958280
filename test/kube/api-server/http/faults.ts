/** What a test does to the server's clients. */
import type { Socket } from 'node:net';
import type { FaultAction, Faults, InjectedFault, RequestFilter, RequestRecord } from '../contracts.ts';
import type { OpenWatch } from './watch-stream.ts';

export interface FaultDeck extends Faults {
  /** The faults that meet this request; each counts it. */
  meet(request: RequestRecord): readonly MetFault[];
  /** Lifts whatever is left. */
  liftAll(): void;
}
export interface MetFault {
  readonly action: FaultAction;
  /** Resolves when the fault is lifted. */
  readonly lifted: Promise<void>;
}

export interface Victims {
  readonly sockets: ReadonlySet<Socket>;
  readonly watches: ReadonlySet<OpenWatch>;
  forgetHistory(): void;
  revokeToken(token: string): void;
}

interface Rule extends MetFault {
  readonly fault: InjectedFault;
  meets(request: RequestRecord): boolean;
}

const any: RequestFilter = () => true;

export function createFaults({ sockets, watches, forgetHistory, revokeToken }: Victims): FaultDeck {
  const rules = new Set<Rule>();
  const chosen = (filter: RequestFilter): OpenWatch[] =>
    [...watches].filter(({ request }) => filter(request));
  const toEach = (filter: RequestFilter, act: (watch: OpenWatch) => void): number => {
    const found = chosen(filter);
    for (const watch of found) act(watch);
    return found.length;
  };

  return {
    inject(action, { when = any, times = Infinity } = {}) {
      let hits = 0;
      const { promise: lifted, resolve } = Promise.withResolvers<void>();
      const rule: Rule = {
        action,
        lifted,
        meets(request) {
          const isMet = hits < times && when(request);
          if (isMet) hits += 1;
          return isMet;
        },
        fault: {
          get hits() {
            return hits;
          },
          lift() {
            rules.delete(rule);
            resolve();
          },
        },
      };
      rules.add(rule);
      return rule.fault;
    },
    meet: (request) => [...rules].filter((rule) => rule.meets(request)),
    liftAll() {
      for (const { fault } of rules) fault.lift();
    },
    dropWatches: (filter = any) => toEach(filter, (watch) => watch.drop()),
    endWatches: (filter = any) => toEach(filter, (watch) => watch.end()),
    failWatches: (code, reason, filter = any) => toEach(filter, (watch) => watch.fail(code, reason)),
    silenceWatches(filter = any) {
      const releases = chosen(filter).map((watch) => watch.silence());
      return {
        hits: releases.length,
        lift() {
          for (const release of releases) release();
        },
      };
    },
    sendBookmarks: (filter = any) => chosen(filter).filter((watch) => watch.bookmark()).length,
    closeConnections() {
      const found = [...sockets];
      for (const socket of found) socket.resetAndDestroy();
      return found.length;
    },
    expireHistory: forgetHistory,
    revokeToken,
  };
}
