/** Which changes of the cluster concern a gateway: those that change its routing or what its owners are told. */
import { createHash } from 'node:crypto';
import type { Snapshot } from '../cluster/snapshot.ts';
import { translateFor, type PipelineSettings } from './compute.ts';

/** Returns a function that says whether a snapshot differs from the last one it saw, as far as the gateway goes. */
export function relevantTo(settings: PipelineSettings): (snapshot: Snapshot) => boolean {
  let last = '';
  return (snapshot) => {
    const { routing, diagnostics } = translateFor(snapshot, settings);
    const digest = createHash('sha256');
    // Piece by piece: one text of everything would be megabytes of garbage at each change of the cluster.
    const pieces = [routing.owners, routing.defaultBackend, ...routing.sites, ...diagnostics];
    for (const piece of pieces) digest.update(JSON.stringify(piece, withoutBytes)).update('\n');
    const now = digest.digest('hex');
    const isNew = now !== last;
    last = now;
    return isNew;
  };
}

/** The bytes of certificates and keys: the fingerprint beside them says enough. */
const withoutBytes = (member: string, value: unknown): unknown =>
  member === 'chain' || member === 'privateKey' ? undefined : value;
