/**
 * Snapshot and live gateway -> what is wanted, with what stands around the gateway: what Key Vaults say of certificates
 * goes in, the WAF policies that the gateway will refer to are written; who wants one that cannot be had is held back.
 */
import type { UnusablePolicies } from '../appgw/context.ts';
import type { RawGateway } from '../appgw/wire.ts';
import type { Snapshot } from '../cluster/snapshot.ts';
import { sortDiagnostics } from '../diagnostics/order.ts';
import { vaultReferences } from '../frontends/ingress/vault-certificates.ts';
import { compute, frontendOptions, type Computation, type PipelineSettings } from './compute.ts';
import type { FirewallKeeper } from './firewall-policies.ts';
import type { Quarantine } from './quarantine.ts';
import type { TimeStage } from './stages.ts';
import type { LookIntoVaults } from './vault-certificates.ts';

export interface Surroundings {
  readonly settings: PipelineSettings;
  /** `plan`: nothing is written. */
  readonly mode?: 'apply' | 'plan';
  /** None: WAF policies of ours count as written. */
  readonly firewalls?: FirewallKeeper;
  /** None: nothing is known of certificates in vaults. */
  readonly vaults?: LookIntoVaults;
  /** None: nobody is held back because of what ARM said. */
  readonly quarantine?: Quarantine;
  readonly time?: TimeStage;
}

/** Rejects with an `ArmError` that concerns everybody. */
export async function prepare(
  seen: Snapshot,
  live: RawGateway,
  { settings, mode = 'apply', firewalls, vaults, quarantine, time }: Surroundings,
  signal?: AbortSignal,
): Promise<Computation> {
  const found = await vaults?.(vaultReferences(seen, frontendOptions(settings)), live, signal);
  const snapshot = found ? { ...seen, vaultCertificates: found.certificates } : seen;
  const calculate = (unusable?: UnusablePolicies): Computation => {
    const view = quarantine?.view(snapshot, live) ?? { snapshot, live };
    return compute(view.snapshot, view.live, settings, unusable, time);
  };
  let computation = calculate();
  while (quarantine?.joins(computation)) computation = calculate();
  const wanted = computation.desired.firewallPolicies;
  const unusable = wanted.length > 0 ? await firewalls?.ensure(wanted, mode, signal) : undefined;
  const usable = unusable?.size ? calculate(unusable) : computation;
  const more = [...(found?.diagnostics ?? []), ...(quarantine?.diagnostics() ?? [])];
  return more.length === 0
    ? usable
    : { ...usable, diagnostics: sortDiagnostics([...usable.diagnostics, ...more]) };
}
