/** backendHttpSettingsCollection and probes: identity is their content, so that equal ones are shared. */
import type { Backend, BackendSettings, Probe } from '../routing/model.ts';
import type { LiveGateway } from './live.ts';
import { makePart, referenceTo, type Part } from './part.ts';
import { trustedRoots } from './trusted-roots.ts';
import type { BackendHttpSettingsProperties, ProbeProperties } from './wire.ts';

/** The settings of a backend, and what they refer to: a probe that speaks their protocol (ARM insists), the CAs. */
export function settingsParts(
  live: LiveGateway,
  { settings, probe }: Backend,
): readonly [
  Part<'backendHttpSettingsCollection'>,
  Part<'probes'>,
  ...(readonly Part<'trustedRootCertificates'>[]),
] {
  const probePart = makeProbe(live, probe);
  const roots = trustedRoots(live, settings.protocol === 'Https' ? settings.tls.trustedRoots : []);
  const properties: BackendHttpSettingsProperties = {
    port: settings.port,
    protocol: settings.protocol,
    cookieBasedAffinity: settings.affinity ? 'Enabled' : 'Disabled',
    pickHostNameFromBackendAddress: settings.hostFromAddress,
    requestTimeout: settings.requestTimeout,
    probe: referenceTo(live, probePart),
    ...beyondDefaults(settings),
    ...(roots.references.length > 0 && { trustedRootCertificates: roots.references }),
  };
  // Probe and CAs count by their own identity, not by ids that differ between gateways.
  const identity = JSON.stringify({
    ...properties,
    probe: probePart.identity,
    ...(roots.identity.length > 0 && { trustedRootCertificates: roots.identity }),
  });
  const readable = `${settings.protocol}-${settings.port}`;
  return [
    makePart(live, 'backendHttpSettingsCollection', [identity], readable, properties),
    probePart,
    ...roots.parts,
  ];
}

/** Members without which the gateway does what is wanted are left out: a new wish must not rename all settings. */
const beyondDefaults = ({
  protocol,
  affinity,
  drainTimeout,
  hostName,
  path,
  tls,
}: BackendSettings): Partial<BackendHttpSettingsProperties> => ({
  ...(affinity && affinity.cookieName !== null && { affinityCookieName: affinity.cookieName }),
  ...(drainTimeout !== null && { connectionDraining: { enabled: true, drainTimeoutInSec: drainTimeout } }),
  ...(hostName !== null && { hostName }),
  ...(path !== null && { path }),
  ...(protocol === 'Https' && {
    ...(!tls.validateCertificate && { validateCertChainAndExpiry: false }),
    ...(!tls.validateSni && { validateSNI: false }),
    ...(tls.validateSni && tls.sniName !== null && { sniName: tls.sniName }),
  }),
});

function makeProbe(live: LiveGateway, probe: Probe): Part<'probes'> {
  const properties: ProbeProperties = {
    protocol: probe.protocol,
    host: probe.host,
    path: probe.path,
    interval: probe.interval,
    timeout: probe.timeout,
    unhealthyThreshold: probe.unhealthyThreshold,
    pickHostNameFromBackendHttpSettings: false,
    minServers: 0,
    match: { statusCodes: probe.statusCodes, ...(probe.body !== null && { body: probe.body }) },
    ...(probe.port !== null && { port: probe.port }),
  };
  const readable = `${probe.protocol}-${probe.host}${probe.path}`;
  return makePart(live, 'probes', [JSON.stringify(properties)], readable, properties);
}
