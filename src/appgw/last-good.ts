import type { Owner } from '../routing/model.ts';
import type { LiveGateway } from './live.ts';
import { ownerHash } from './names.ts';
import type { HttpListenerProperties } from './wire.ts';

/** The listener of a site as it is now, if the site belonged to the same object: nobody inherits what was another's. */
export const lastGoodListener = (
  live: LiveGateway,
  owner: Owner,
  siteHash: string,
  listener: string,
): HttpListenerProperties | null =>
  live.ownRules.get(siteHash)?.owner === ownerHash(owner)
    ? (live.own.httpListeners.get(listener.toLowerCase())?.properties ?? null)
    : null;
