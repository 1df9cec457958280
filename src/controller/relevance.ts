/** Which changes of the cluster concern a gateway: those that change its routing or what its owners are told. */
import { hash } from 'node:crypto';
import type { Snapshot } from '../cluster/snapshot.ts';
import { translateFor, type PipelineSettings } from './compute.ts';

/** Returns a function that says whether a snapshot differs from the last one it saw, as far as the gateway goes. */
export function relevantTo(settings: PipelineSettings): (snapshot: Snapshot) => boolean {
  let last = '';
  return (snapshot) => {
    const { routing, diagnostics } = translateFor(snapshot, settings);
    const now = hash('sha256', JSON.stringify([routing, diagnostics], withoutBytes), 'hex');
    const isNew = now !== last;
    last = now;
    return isNew;
  };
}

/** The bytes of certificates and keys: the fingerprint beside them says enough. */
const withoutBytes = (member: string, value: unknown): unknown =>
  member === 'chain' || member === 'privateKey' ? undefined : value;
