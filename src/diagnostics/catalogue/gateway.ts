import { entry } from './entry.ts';

/** What the gateway itself cannot take: limits, names, priorities, and what others put there. */
export const GATEWAY = {
  LIMIT_REACHED: entry<{ what: string; item: string; limit: number; used: number }>(
    'error',
    (d) =>
      `${d.item} is held back: the gateway takes at most ${d.limit} ${d.what}, and ${d.used} are in use.`,
    'Remove something, or move Ingresses to another gateway; what is served stays, growth is admitted oldest first.',
  ),
  NAME_COLLISION: entry<{ name: string; owner: string }>(
    'error',
    (d) => `The name ${d.name} is already taken by a different sub-resource of ${d.owner}.`,
    'Rename the object; this is a collision of hashes.',
  ),
  PRIORITIES_EXHAUSTED: entry<{ host: string; band: string }>(
    'error',
    (d) => `${d.host} is held back: no rule priority is free in ${d.band}.`,
    'Move Ingresses to another gateway.',
  ),
  HOST_OWNED_BY_FOREIGN: entry<{ host: string; port: number; listener: string }>(
    'error',
    (d) =>
      `Port ${d.port} of ${d.host === '' ? 'the host-less site' : d.host} belongs to the listener ${d.listener}, which this controller does not own.`,
    'Remove that listener from the gateway, choose another host, or hand the rule over with --replace-foreign.',
  ),
  SHADOWED_BY_FOREIGN: entry<{ host: string; rule: string; priority: number }>(
    'error',
    (d) =>
      `${d.host === '' ? 'The host-less site' : d.host} would never be reached: rule ${d.rule} with priority ${d.priority} accepts its requests first, and no lower number is free.`,
    'Give that rule a priority number of 19000 or more, or hand it over with --replace-foreign.',
  ),
  WOULD_SHADOW_FOREIGN: entry<{ host: string; rule: string; priority: number }>(
    'error',
    (d) =>
      `${d.host === '' ? 'The host-less site' : d.host} is held back: it would take the requests of rule ${d.rule} with priority ${d.priority}, and no higher number is free.`,
    'Give that rule a lower priority number, or hand it over with --replace-foreign.',
  ),
  FRONTEND_MISSING: entry<{ frontend: string }>(
    'error',
    (d) => `The gateway has no ${d.frontend} frontend IP configuration.`,
    'Add one to the gateway, or choose another frontend.',
  ),
  AGIC_PRESENT: entry<{ mark: string }>(
    'error',
    (d) => `The gateway is managed by AGIC (${d.mark}): nothing is written.`,
    'Stop AGIC and adopt its configuration, or choose another gateway.',
  ),
  PODS_UNREACHABLE: entry<{ reason: string }>(
    'error',
    (d) => `The gateway was not let into the network of the pods: ${d.reason}.`,
    'Traffic may fail until this is cleared; it is tried again by itself. doctor names the permission or the object.',
  ),
  FOREIGN_REFERENCE: entry<{ collection: string; name: string; by: string }>(
    'warning',
    (d) => `${d.collection}/${d.name} is no longer needed but stays, because ${d.by} refers to it.`,
    'Point that resource somewhere else; the leftover is then removed.',
  ),
} as const;
