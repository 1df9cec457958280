/** WAF policies and source ranges: of the whole host, and of single paths. */
import type { AnnotationValues } from '../../api/annotations/catalogue.ts';
import type { Firewall, Owner } from '../../routing/model.ts';
import type { FrontendOptions } from '../options.ts';
import { decide } from './host-settings.ts';
import type { HostGroup, Member } from './hosts.ts';
import { isPermitted } from './permitted.ts';
import type { Report } from '../report.ts';

/** Null: whatever the gateway has. */
export function hostFirewall(group: HostGroup, { policy }: FrontendOptions, report: Report): Firewall | null {
  const decided = decide(group, 'waf-policy', report);
  const held = group.members.find(({ heldBack }) => heldBack);
  if (held && (!decided || decided.by === held)) return { kind: 'refused' };
  return decided && policyFirewall(decided.by.owner, decided.value, policy, report);
}

/** Null: that of the host. Source ranges copy what would judge the path without them. */
export function pathFirewall(
  { owner, values }: Member,
  host: Firewall | null,
  { policy }: FrontendOptions,
  report: Report,
): Firewall | null {
  const id = values['waf-policy-for-path'];
  const own = id === undefined ? null : policyFirewall(owner, id, policy, report);
  const ranges = values['allow-source-ranges'];
  if (!ranges || own?.kind === 'refused') return own;
  const base = own ?? host;
  if (base?.kind === 'refused') return base;
  return { kind: 'sourceRanges', ranges: [...ranges].sort(), base: base?.kind === 'policy' ? base.id : null };
}

function policyFirewall(
  owner: Owner,
  id: NonNullable<AnnotationValues['waf-policy']>,
  policy: FrontendOptions['policy'],
  report: Report,
): Firewall {
  const lower = id.toLowerCase();
  return isPermitted(owner, 'wafPolicies', lower, policy, report)
    ? { kind: 'policy', id: lower }
    : { kind: 'refused' };
}
