import { copyUse } from './certificates.ts';
import type { Context } from './context.ts';
import { graftFallback } from './graft.ts';
import type { PlacedSite } from './place.ts';
import { copyProfile } from './profiles.ts';

/** A placed site as the gateway has it now, with its own pools up to date; its paths are grafted one by one. */
export function graftSite(context: Context, site: PlacedSite): PlacedSite | null {
  const fallback = graftFallback(context, site.hash);
  if (!fallback) return null;
  const { live } = context;
  const {
    sslCertificate: used,
    sslProfile,
    firewallPolicy,
    customErrorConfigurations,
  } = live.own.httpListeners.get(site.listener.name.toLowerCase())?.properties ?? {};
  const {
    sslCertificate: _certificate,
    sslProfile: _profile,
    firewallPolicy: _policy,
    customErrorConfigurations: _pages,
    ...properties
  } = site.listener.properties;
  const certificate = used ? copyUse(live, used) : null;
  const profile = sslProfile ? copyProfile(live, sslProfile) : null;
  const listener = {
    ...site.listener,
    properties: {
      ...properties,
      ...(used && { sslCertificate: used }),
      ...(sslProfile && { sslProfile }),
      ...(firewallPolicy && { firewallPolicy }),
      ...(customErrorConfigurations && { customErrorConfigurations }),
    },
  };
  const ports = site.parts.filter(({ collection }) => collection === 'frontendPorts');
  return {
    ...site,
    listener,
    certificate,
    firewall: firewallPolicy ? { reference: firewallPolicy, policy: null } : null,
    parts: [listener, ...ports, ...(certificate?.part ? [certificate.part] : []), ...(profile?.parts ?? [])],
    fallback,
  };
}
