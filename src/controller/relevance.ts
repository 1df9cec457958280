/** Which changes of the cluster concern a gateway: those that change its routing or what its owners are told. */
import type { Snapshot } from '../cluster/snapshot.ts';
import { translateFor, type PipelineSettings } from './compute.ts';
import { routingDigest } from './routing-digest.ts';
import { watchUrgency } from './urgency.ts';

export type Relevance = 'none' | 'usual' | 'urgent';

/** Returns a function that says how a snapshot differs from the last one it saw, as far as the gateway goes. */
export function relevantTo(settings: PipelineSettings): (snapshot: Snapshot) => Relevance {
  let last = '';
  const isUrgent = watchUrgency();
  return (snapshot) => {
    const { routing, diagnostics } = translateFor(snapshot, settings);
    const now = routingDigest(routing, diagnostics);
    const isNew = now !== last;
    last = now;
    if (!isNew) return 'none';
    return isUrgent(routing) ? 'urgent' : 'usual';
  };
}
