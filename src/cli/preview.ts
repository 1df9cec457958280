/** Manifests and a gateway document -> what the controller would do: the common part of `translate` and `plan`. */
import type { UnusablePolicies } from '../appgw/context.ts';
import type { RawGateway } from '../appgw/wire.ts';
import { createSnapshot } from '../cluster/snapshot.ts';
import type { Config } from '../config/schema.ts';
import { compute, type Computation } from '../controller/compute.ts';
import { planFirewallPolicies } from '../controller/firewall-policies.ts';
import type { FirewallPolicies } from '../controller/ports.ts';
import { diagnose, isError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { withSources } from '../manifests/manifest-set.ts';
import { readManifests } from '../manifests/read.ts';
import type { PlannedFirewallPolicy } from '../plan/render.ts';
import type { Plan } from '../plan/plan.ts';
import { refuseInput } from './input-failure.ts';
import type { Io } from './io.ts';

/** A class of this name counts as ours in files although no IngressClass object is among them. */
export const CONVENTIONAL_CLASS = 'azure-application-gateway';

export interface Preview {
  readonly plan: Plan;
  /** To be written before the gateway. */
  readonly firewallPolicies: readonly PlannedFirewallPolicy[];
  readonly diagnostics: readonly Diagnostic[];
  readonly hasErrors: boolean;
}

export async function preview(
  paths: readonly string[],
  gateway: RawGateway,
  config: Config,
  io: Io,
  policies?: Pick<FirewallPolicies, 'read'>,
): Promise<Preview> {
  const set = await readManifests(paths, { cwd: io.cwd, stdin: io.stdin }).catch(refuseInput);
  const snapshot = createSnapshot(
    set.objects.map(({ object }) => object),
    Date.now(),
  );
  const computeWith = (unusable?: UnusablePolicies): Computation =>
    compute(snapshot, gateway, { config, conventionalClass: CONVENTIONAL_CLASS }, unusable);
  const first = computeWith();
  const wanted = first.desired.firewallPolicies;
  const read = policies && (await planFirewallPolicies(wanted, policies, config.instance));
  const { plan, routing, diagnostics } = read?.unusable.size ? computeWith(read.unusable) : first;
  const others = snapshot.ingresses.length - routing.owners.length;
  const all = [
    ...set.diagnostics,
    ...diagnostics,
    ...(others > 0 ? [diagnose('INGRESSES_OF_OTHER_CLASSES', null, { count: others })] : []),
  ];
  return {
    plan,
    // Without ARM nobody knows what is there.
    firewallPolicies: read
      ? read.writes.map(({ action, policy }) => ({ ...policy, action }))
      : wanted.map((policy) => ({ ...policy, action: 'ensure' })),
    diagnostics: withSources(all, set),
    hasErrors: all.some(isError),
  };
}
