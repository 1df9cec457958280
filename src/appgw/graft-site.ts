import type { Context } from './context.ts';
import { copy, graftFallback } from './graft.ts';
import type { PlacedSite } from './place.ts';

/** A placed site as the gateway has it now, with its own pools up to date; its paths are grafted one by one. */
export function graftSite(context: Context, site: PlacedSite): PlacedSite | null {
  const fallback = graftFallback(context, site.hash);
  if (!fallback) return null;
  const { live } = context;
  const used = live.own.httpListeners.get(site.listener.name.toLowerCase())?.properties.sslCertificate;
  const { sslCertificate: _wanted, ...properties } = site.listener.properties;
  const listener = {
    ...site.listener,
    properties: used ? { ...properties, sslCertificate: used } : properties,
  };
  const certificate = used ? copy(live, 'sslCertificates', used, () => ({})) : [];
  const others = site.parts.filter(({ collection }) => collection === 'frontendPorts');
  return {
    ...site,
    listener,
    certificate: certificate[0] ? { part: certificate[0], material: null } : null,
    parts: [listener, ...others, ...certificate],
    fallback,
  };
}
