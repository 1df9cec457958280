/** Which WAF policy judges a listener or a path rule, or why none can: then nothing may be served without it. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Firewall, Owner, Site } from '../routing/model.ts';
import type { Context } from './context.ts';
import {
  firewallPolicyId,
  firewallPolicyName,
  type FirewallUse,
  type OwnFirewallPolicy,
} from './firewall-policy.ts';
import type { HttpListenerProperties } from './wire.ts';

export type FirewallAnswer =
  | { readonly kind: 'use'; readonly use: FirewallUse }
  /** `tell` null: the owner has been told. */
  | { readonly kind: 'refused'; readonly tell: ((owner: Owner, item: string) => Diagnostic) | null };

export function answerFirewall(firewall: Firewall, context: Context): FirewallAnswer {
  const { live } = context;
  if (firewall.kind === 'refused') return { kind: 'refused', tell: null };
  if (!/waf/i.test(live.sku)) {
    return refuse((owner, item) => diagnose('WAF_SKU_NEEDED', owner, { item, sku: live.sku }));
  }
  if (firewall.kind === 'policy') {
    return { kind: 'use', use: { reference: { id: firewall.id }, policy: null } };
  }
  const base = firewall.base ?? live.firewallPolicy;
  if (base === null) {
    return refuse((owner, item) => diagnose('SOURCE_RANGES_NEED_A_POLICY', owner, { item }));
  }
  const policy = ownPolicy(live.id, live.instance, firewall.ranges, base);
  const reason = context.unusablePolicies.get(policy.name);
  return reason === undefined
    ? { kind: 'use', use: { reference: { id: policy.id }, policy } }
    : refuse((owner, item) => diagnose('WAF_POLICY_UNUSABLE', owner, { item, policy: policy.name, reason }));
}

const refuse = (tell: (owner: Owner, item: string) => Diagnostic): FirewallAnswer => ({
  kind: 'refused',
  tell,
});

function ownPolicy(
  gatewayId: string,
  instance: string,
  ranges: readonly string[],
  base: string,
): OwnFirewallPolicy {
  const name = firewallPolicyName(instance, ranges, base);
  return { id: firewallPolicyId(gatewayId, name), name, base, ranges: [...ranges].sort() };
}

/** Null: the site must not be served. `lastGood`: its listener as it is. */
export function siteFirewall(
  site: Site,
  lastGood: HttpListenerProperties | null,
  context: Context,
): { readonly use: FirewallUse | null } | null {
  if (site.firewall === null) return { use: null };
  const answer = answerFirewall(site.firewall, context);
  if (answer.kind === 'use') return answer;
  const kept = lastGood?.firewallPolicy ?? null;
  const use = kept && { reference: kept, policy: null };
  if (answer.tell === null) return lastGood && { use };
  context.report(answer.tell(site.owner, site.hosts[0] ?? 'The host-less site'));
  return use && { use };
}
