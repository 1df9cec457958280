/** WAF policies and source ranges: of the whole host, and of single paths. */
import type { Firewall } from '../../routing/model.ts';
import type { FrontendOptions } from '../options.ts';
import { guardianOf, tellOthers } from './host-settings.ts';
import type { HostGroup, Member } from './hosts.ts';
import { isPermitted } from '../permitted.ts';
import type { Report } from '../report.ts';

/** Null: whatever the gateway has. */
export function hostFirewall(group: HostGroup, { policy }: FrontendOptions, report: Report): Firewall | null {
  const by = guardianOf(group, ['waf-policy']);
  if (!by) return { kind: 'refused' };
  tellOthers(group, ['waf-policy'], by, report);
  const id = by.values['waf-policy'];
  return id === undefined ? null : policyFirewall(by, 'waf-policy', id, policy, report);
}

/** Null: that of the host. Source ranges copy what would judge the path without them. */
export function pathFirewall(
  member: Member,
  host: Firewall | null,
  { policy }: FrontendOptions,
  report: Report,
): Firewall | null {
  const { values } = member;
  const id = values['waf-policy-for-path'];
  const own = id === undefined ? null : policyFirewall(member, 'waf-policy-for-path', id, policy, report);
  const ranges = values['allow-source-ranges'];
  if (!ranges || own?.kind === 'refused') return own;
  const base = own ?? host;
  if (base?.kind === 'refused') return base;
  return { kind: 'sourceRanges', ranges: [...ranges].sort(), base: base?.kind === 'policy' ? base.id : null };
}

function policyFirewall(
  member: Member,
  annotation: 'waf-policy' | 'waf-policy-for-path',
  id: string,
  policy: FrontendOptions['policy'],
  report: Report,
): Firewall {
  const lower = id.toLowerCase();
  return isPermitted(member, annotation, lower, policy, report)
    ? { kind: 'policy', id: lower }
    : { kind: 'refused' };
}
