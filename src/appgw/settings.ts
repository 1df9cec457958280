/** backendHttpSettingsCollection and probes: identity is their content, so that equal ones are shared. */
import type { Backend } from '../routing/model.ts';
import type { LiveGateway } from './live.ts';
import { makePart, referenceTo, type Part } from './part.ts';
import type { BackendHttpSettingsProperties, ProbeProperties } from './wire.ts';

/** The settings of a backend and the probe that they refer to; both speak the same protocol (ARM insists). */
export function settingsParts(
  live: LiveGateway,
  { settings, probe }: Backend,
): readonly [Part<'backendHttpSettingsCollection'>, Part<'probes'>] {
  const probeProperties: ProbeProperties = {
    protocol: probe.protocol,
    host: probe.host,
    path: probe.path,
    interval: probe.interval,
    timeout: probe.timeout,
    unhealthyThreshold: probe.unhealthyThreshold,
    pickHostNameFromBackendHttpSettings: false,
    minServers: 0,
    match: { statusCodes: probe.statusCodes },
  };
  const probePart = makePart(
    live,
    'probes',
    [JSON.stringify(probeProperties)],
    `${probe.protocol}-${probe.host}${probe.path}`,
    probeProperties,
  );
  const properties: BackendHttpSettingsProperties = {
    port: settings.port,
    protocol: settings.protocol,
    cookieBasedAffinity: 'Disabled',
    pickHostNameFromBackendAddress: false,
    requestTimeout: settings.requestTimeout,
    probe: referenceTo(live, probePart),
  };
  // The probe counts by its own identity, not by an id that differs between gateways.
  const identity = JSON.stringify({ ...properties, probe: probePart.identity });
  const readable = `${settings.protocol}-${settings.port}`;
  return [makePart(live, 'backendHttpSettingsCollection', [identity], readable, properties), probePart];
}
