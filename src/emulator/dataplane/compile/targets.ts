/** Pools as seen through settings: the pairs that rules point at, each compiled once however often it is used. */
import type {
  BackendHttpSettingsProperties,
  Child,
  ProbeProperties,
  SubResource,
} from '../../../appgw/wire.ts';
import { compileBackendTls } from './backend-tls.ts';
import type { ProbeSpec, Target } from './configuration.ts';
import type { GatewayDocument } from './document.ts';

/** ARM's default for settings that do not say. */
const REQUEST_TIMEOUT_SECONDS = 30;
/** The probe of settings that name none. */
const DEFAULT_PROBE = { host: '127.0.0.1', path: '/', interval: 30, timeout: 30, unhealthyThreshold: 3 };
const DEFAULT_STATUS_CODES = ['200-399'];

export interface Targets {
  /** Null when either reference is absent. */
  of(pool: SubResource | undefined, settings: SubResource | undefined, referrer: string): Target | null;
  all(): readonly Target[];
}

export function createTargets(document: GatewayDocument): Targets {
  const byPair = new Map<string, Target>();
  return {
    of(poolReference, settingsReference, referrer) {
      if (!poolReference || !settingsReference) return null;
      const pair = `${poolReference.id} ${settingsReference.id}`.toLowerCase();
      const known = byPair.get(pair);
      if (known) return known;
      const target = compileTarget(document, poolReference, settingsReference, referrer);
      byPair.set(pair, target);
      return target;
    },
    all: () => [...byPair.values()],
  };
}

function compileTarget(
  document: GatewayDocument,
  poolRef: SubResource,
  settingsRef: SubResource,
  referrer: string,
): Target {
  const pool = document.find('backendAddressPools', poolRef, referrer);
  const settings = document.find('backendHttpSettingsCollection', settingsRef, referrer);
  const settingsId = document.idOf('backendHttpSettingsCollection', settings);
  const { port, requestTimeout, path } = settings.properties;
  return {
    poolId: document.idOf('backendAddressPools', pool),
    settingsId,
    addresses: (pool.properties.backendAddresses ?? []).flatMap(
      ({ fqdn, ipAddress }) => fqdn ?? ipAddress ?? [],
    ),
    port,
    tls: compileBackendTls(document, settings.properties, settingsId),
    requestTimeoutMs: (requestTimeout ?? REQUEST_TIMEOUT_SECONDS) * 1000,
    host: hostOf(settings.properties),
    overridePath: path || null,
    probe: compileProbe(document, settings, settingsId),
  };
}

function hostOf({ hostName, pickHostNameFromBackendAddress }: BackendHttpSettingsProperties): Target['host'] {
  if (hostName) return { fixed: hostName };
  return pickHostNameFromBackendAddress ? 'address' : null;
}

function compileProbe(
  document: GatewayDocument,
  { properties: settings }: Child<BackendHttpSettingsProperties>,
  settingsId: string,
): ProbeSpec {
  const probe: Partial<ProbeProperties> = settings.probe
    ? document.find('probes', settings.probe, settingsId).properties
    : {};
  const settingsHost = hostOf(settings);
  const picked = settingsHost === 'address' ? null : (settingsHost?.fixed ?? DEFAULT_PROBE.host);
  return {
    host: probe.host && !probe.pickHostNameFromBackendHttpSettings ? probe.host : picked,
    port: probe.port ?? settings.port,
    path: probe.path || DEFAULT_PROBE.path,
    tls: compileBackendTls(
      document,
      { ...settings, protocol: probe.protocol ?? settings.protocol },
      settingsId,
    ),
    intervalMs: (probe.interval ?? DEFAULT_PROBE.interval) * 1000,
    timeoutMs: (probe.timeout ?? DEFAULT_PROBE.timeout) * 1000,
    unhealthyThreshold: probe.unhealthyThreshold ?? DEFAULT_PROBE.unhealthyThreshold,
    statusCodes: probe.match?.statusCodes?.length ? probe.match.statusCodes : DEFAULT_STATUS_CODES,
    body: probe.match?.body ?? '',
  };
}
