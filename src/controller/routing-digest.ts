/** A fingerprint of what the objects ask of a gateway: equal ones ask for the same. */
import { createHash } from 'node:crypto';
import type { Routing } from '../routing/model.ts';

/** `also`: what else is to count. */
export function routingDigest(routing: Routing, also: readonly unknown[] = []): string {
  const digest = createHash('sha256');
  // Piece by piece: one text of everything would be megabytes of garbage at each change of the cluster.
  for (const piece of [routing.owners, routing.defaultBackend, ...routing.sites, ...also])
    digest.update(JSON.stringify(piece, withoutBytes)).update('\n');
  return digest.digest('hex');
}

/** The bytes of certificates and keys: the fingerprint beside them says enough. */
const withoutBytes = (member: string, value: unknown): unknown =>
  member === 'chain' || member === 'privateKey' ? undefined : value;
