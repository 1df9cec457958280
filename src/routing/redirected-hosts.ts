import type { Routing } from './model.ts';

/** Hosts whose plain requests may end at the default backend's redirect port: only these may it redirect. Sorted. */
export const redirectedHosts = ({ sites }: Routing): readonly string[] =>
  [...new Set(sites.filter(({ securePort }) => securePort !== null).flatMap(({ hosts }) => hosts))].sort();
