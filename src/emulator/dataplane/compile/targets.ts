/** Pools as seen through settings: the pairs that rules point at, each compiled once however often it is used. */
import type { BackendHttpSettingsProperties, ProbeProperties, SubResource } from '../../../appgw/wire.ts';
import { compileBackendTls } from './backend-tls.ts';
import type { BackendTls, ProbeSpec, Target } from './configuration.ts';
import type { GatewayDocument } from './document.ts';

/** ARM's default for settings that do not say. */
const REQUEST_TIMEOUT_SECONDS = 30;
const AFFINITY_COOKIE = 'ApplicationGatewayAffinity';
/** Where connection draining is not enabled. */
const DRAIN_SECONDS = 30;
/** The probe of settings that name none. */
const DEFAULT_PROBE = { host: '127.0.0.1', path: '/', interval: 30, timeout: 30, unhealthyThreshold: 3 };
const DEFAULT_STATUS_CODES = ['200-399'];

export interface Targets {
  /** Null when either reference is absent. */
  of(pool: SubResource | undefined, settings: SubResource | undefined, referrer: string): Target | null;
  all(): readonly Target[];
}

/** `wellKnownRoots`: PEM of roots that count like the public ones. */
export function createTargets(document: GatewayDocument, wellKnownRoots: readonly string[]): Targets {
  const byPair = new Map<string, Target>();
  return {
    of(poolReference, settingsReference, referrer) {
      if (!poolReference || !settingsReference) return null;
      const pair = `${poolReference.id} ${settingsReference.id}`.toLowerCase();
      const known = byPair.get(pair);
      if (known) return known;
      const target = compileTarget(document, poolReference, settingsReference, referrer, wellKnownRoots);
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
  wellKnownRoots: readonly string[],
): Target {
  const pool = document.find('backendAddressPools', poolRef, referrer);
  const child = document.find('backendHttpSettingsCollection', settingsRef, referrer);
  const settingsId = document.idOf('backendHttpSettingsCollection', child);
  const settings = child.properties;
  const { port, requestTimeout, path } = settings;
  const tls = compileBackendTls(document, settings, settingsId, wellKnownRoots);
  const probe = settings.probe ? document.find('probes', settings.probe, settingsId).properties : {};
  return {
    poolId: document.idOf('backendAddressPools', pool),
    settingsId,
    addresses: (pool.properties.backendAddresses ?? []).flatMap(
      ({ fqdn, ipAddress }) => fqdn ?? ipAddress ?? [],
    ),
    port,
    tls,
    requestTimeoutMs: (requestTimeout ?? REQUEST_TIMEOUT_SECONDS) * 1000,
    host: hostOf(settings),
    overridePath: path || null,
    affinity: affinityOf(settings),
    drainMs: drainSeconds(settings) * 1000,
    probe: compileProbe(probe, settings, tls),
  };
}

function hostOf({ hostName, pickHostNameFromBackendAddress }: BackendHttpSettingsProperties): Target['host'] {
  if (hostName) return { fixed: hostName };
  return pickHostNameFromBackendAddress ? 'address' : null;
}

const affinityOf = ({
  cookieBasedAffinity,
  affinityCookieName,
}: BackendHttpSettingsProperties): string | null =>
  cookieBasedAffinity === 'Enabled' ? affinityCookieName || AFFINITY_COOKIE : null;

const drainSeconds = ({ connectionDraining }: BackendHttpSettingsProperties): number =>
  connectionDraining?.enabled ? connectionDraining.drainTimeoutInSec : DRAIN_SECONDS;

/** A probe speaks what its settings speak: ARM refuses one that does not. */
export function compileProbe(
  probe: Partial<ProbeProperties>,
  settings: BackendHttpSettingsProperties,
  tls: BackendTls | null,
): ProbeSpec {
  const settingsHost = hostOf(settings);
  const picked = settingsHost === 'address' ? null : (settingsHost?.fixed ?? DEFAULT_PROBE.host);
  return {
    host: probe.host && !probe.pickHostNameFromBackendHttpSettings ? probe.host : picked,
    port: probe.port ?? settings.port,
    path: probe.path || DEFAULT_PROBE.path,
    tls,
    intervalMs: (probe.interval ?? DEFAULT_PROBE.interval) * 1000,
    timeoutMs: (probe.timeout ?? DEFAULT_PROBE.timeout) * 1000,
    unhealthyThreshold: probe.unhealthyThreshold ?? DEFAULT_PROBE.unhealthyThreshold,
    statusCodes: probe.match?.statusCodes?.length ? probe.match.statusCodes : DEFAULT_STATUS_CODES,
    body: probe.match?.body ?? '',
  };
}
