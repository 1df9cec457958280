/** One probe of every member of a pool through one settings, also of a pair that no rule uses. */
import type { Clock } from '../../clock/clock.ts';
import type { HealthOnDemand, OnDemandProbe, SocketAddress } from '../contracts.ts';
import { probe } from './backends/probe.ts';
import type { GatewayDocument } from './compile/document.ts';
import { compileProbe, createTargets } from './compile/targets.ts';

export interface OnDemandDependencies {
  readonly resolve: (address: string, port: number) => SocketAddress;
  readonly clock: Clock;
  readonly wellKnownRoots: readonly string[];
}

const REFERRER = 'the probe on demand';

/** Throws a ConfigurationError if the document lacks the pool or the settings. */
export async function probeOnDemand(
  document: GatewayDocument,
  request: OnDemandProbe,
  { resolve, clock, wellKnownRoots }: OnDemandDependencies,
  signal: AbortSignal,
): Promise<HealthOnDemand> {
  const { backendAddressPool: pool, backendHttpSettings: settings } = request;
  const { properties } = document.find('backendHttpSettingsCollection', settings, REFERRER);
  const target = createTargets(document, wellKnownRoots).of(pool, settings, REFERRER);
  const spec = compileProbe(request, properties, target?.tls ?? null);
  const servers = (target?.addresses ?? []).map(async (address) => {
    const { healthy, log } = await probe(spec, address, resolve(address, spec.port), clock, signal);
    return { address, health: healthy ? 'Up' : 'Down', healthProbeLog: log } as const;
  });
  return {
    backendAddressPool: { id: pool.id },
    backendHealthHttpSettings: {
      backendHttpSettings: { id: settings.id },
      servers: await Promise.all(servers),
    },
  };
}
