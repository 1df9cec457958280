import { entry } from './entry.ts';
import { SECOND_WRITER } from './second-writer.ts';

/** What the gateway itself cannot take: limits, names, priorities, and what others put there. */
export const GATEWAY = {
  LIMIT_REACHED: entry<{ what: string; item: string; limit: number; used: number }>(
    'error',
    (d) =>
      `${d.item} is held back: the gateway takes at most ${d.limit} ${d.what}, and ${d.used} are in use.`,
    'Remove something, or move Ingresses to another gateway; what is served stays, growth is admitted oldest first.',
  ),
  NAME_COLLISION: entry<{ name: string; owner: string }>(
    'error',
    (d) => `The name ${d.name} is already taken by a different sub-resource of ${d.owner}.`,
    'Rename the object; this is a collision of hashes.',
  ),
  PRIORITIES_EXHAUSTED: entry<{ host: string; band: string }>(
    'error',
    (d) => `${d.host} is held back: no rule priority is free in ${d.band}.`,
    'Move Ingresses to another gateway.',
  ),
  HOST_OWNED_BY_FOREIGN: entry<{ host: string; port: number; listener: string }>(
    'error',
    (d) =>
      `Port ${d.port} of ${d.host === '' ? 'the host-less site' : d.host} belongs to the listener ${d.listener}, which this controller does not own.`,
    'Remove that listener from the gateway, choose another host, or hand the rule over with --replace-foreign.',
  ),
  SHADOWED_BY_FOREIGN: entry<{ host: string; rule: string; priority: number }>(
    'error',
    (d) =>
      `${d.host === '' ? 'The host-less site' : d.host} would never be reached: rule ${d.rule} with priority ${d.priority} accepts its requests first, and no lower number is free.`,
    'Give that rule a priority number of 19000 or more, or hand it over with --replace-foreign.',
  ),
  WOULD_SHADOW_FOREIGN: entry<{ host: string; rule: string; priority: number }>(
    'error',
    (d) =>
      `${d.host === '' ? 'The host-less site' : d.host} is held back: it would take the requests of rule ${d.rule} with priority ${d.priority}, and no higher number is free.`,
    'Give that rule a lower priority number, or hand it over with --replace-foreign.',
  ),
  FRONTEND_MISSING: entry<{ frontend: string }>(
    'error',
    (d) => `The gateway has no ${d.frontend} frontend IP configuration.`,
    'Add one to the gateway, or choose another frontend.',
  ),
  FEATURE_NOT_IN_SKU: entry<{ item: string; feature: string; sku: string }>(
    'error',
    (d) => `${d.item} is held back: a gateway of SKU ${d.sku} has no ${d.feature}.`,
    'Use a gateway of SKU Standard_v2 or WAF_v2, or do without.',
  ),
  REWRITE_SET_NOT_ON_GATEWAY: entry<{ rewriteSet: string; item: string }>(
    'error',
    (d) => `${d.item} is held back: the gateway has no rewrite set ${d.rewriteSet}.`,
    'Add the rewrite set to the gateway, or correct its name; sets of this controller cannot be named.',
  ),
  REWRITE_ENDLESS: entry<{ item: string }>(
    'error',
    (d) =>
      `${d.item} is held back: every path of the host is rewritten without a condition and then tried again, which never ends.`,
    'Give one of the rewrites a condition, or do without trying the paths again.',
  ),
  WAF_SKU_NEEDED: entry<{ item: string; sku: string }>(
    'error',
    (d) => `${d.item} is held back: it asks for a WAF policy, and a gateway of SKU ${d.sku} has none.`,
    'Use a gateway of SKU WAF_v2, or remove the annotation if the requests need no firewall.',
  ),
  SOURCE_RANGES_NEED_A_POLICY: entry<{ item: string }>(
    'error',
    (d) =>
      `${d.item} is held back: its source ranges are added to a copy of the WAF policy of the gateway, and the gateway has none.`,
    'Attach a WAF policy to the gateway, or name one for the host or the path.',
  ),
  WAF_POLICY_UNUSABLE: entry<{ item: string; policy: string; reason: string }>(
    'error',
    (d) => `${d.item} is held back: its WAF policy ${d.policy} could not be written: ${d.reason}.`,
    'It is tried again by itself; doctor names a permission that is missing.',
  ),
  RULE_PRIORITY_TAKEN: entry<{ host: string; priority: number; reason: string }>(
    'warning',
    (d) =>
      `${d.host === '' ? 'The host-less site' : d.host} does not get priority ${d.priority}, but one of the controller's choice: ${d.reason}.`,
    'Claim another number with rule-priority, or none: the controller puts narrower hosts before broader ones.',
  ),
  PRIORITY_SHADOWS: entry<{ host: string; priority: number; narrower: readonly string[]; owner: string }>(
    'warning',
    (d) =>
      `With the priority ${d.priority} that ${d.owner} claims, ${d.host === '' ? 'the host-less site' : d.host} gets the requests for ${d.narrower.join(', ')}.`,
    'Remove rule-priority there, or claim a lower number for the narrower hosts.',
  ),
  GATEWAY_TAKEN: entry<{ reason: string }>(
    'error',
    (d) => `${d.reason} This ApplicationGateway is not used, and Ingresses of its classes are not served.`,
    'Remove one of the two, correct its resourceId, or point the IngressClasses to the one that is used.',
  ),
  CLASS_WITHOUT_GATEWAY: entry<{
    ingressClass: string | null;
    gateway: string | null;
    /** Why the gateway is not used; null: it does not exist. */
    refusal: string | null;
  }>(
    'error',
    (d) =>
      d.gateway === null
        ? `${d.ingressClass === null ? 'The class annotation' : `IngressClass ${d.ingressClass}`} names no ApplicationGateway, and no gateway serves such classes: the Ingress is not served.`
        : `IngressClass ${d.ingressClass} names ApplicationGateway ${d.gateway}, which ${d.refusal === null ? 'does not exist: the Ingress is not served.' : `is not used: the Ingress is not served. ${d.refusal}`}`,
    'Let spec.parameters of the class name an ApplicationGateway that is accepted, or set unnamedClasses on one.',
  ),
  STATUS_CONTESTED: entry<{ by: string | null }>(
    'warning',
    (d) =>
      `The address in the status of the Ingress was overwritten again and again by ${d.by ?? 'somebody else'}: it is left as it is for an hour. The gateway serves the Ingress all the same.`,
    'Let one controller alone serve the Ingress: correct its class, or end what else writes its status.',
  ),
  AGIC_PRESENT: entry<{ mark: string }>(
    'error',
    (d) => `The gateway is managed by AGIC (${d.mark}): nothing is written.`,
    'Scale AGIC to zero and set adopt to agic (docs/migrate-from-agic.md), or choose another gateway.',
  ),
  AGIC_RETURNED: entry<{ tag: string }>(
    'error',
    (d) =>
      `AGIC has written the gateway after it was adopted (its tag is back beside ${d.tag}): nothing is written.`,
    'Scale AGIC to zero and remove its tag managed-by-k8s-ingress; to adopt anew, remove both tags.',
  ),
  ADOPTION_INCOMPLETE: entry<{ sites: readonly string[] }>(
    'error',
    (d) =>
      `Adoption would end service for ${d.sites.join(', ')}, so nothing is written and the former configuration stays.`,
    'The other messages say why these are not served here; correct their Ingresses, or delete them first.',
  ),
  PODS_UNREACHABLE: entry<{ reason: string }>(
    'error',
    (d) => `The gateway was not let into the network of the pods: ${d.reason}.`,
    'Traffic may fail until this is cleared; it is tried again by itself. doctor names the permission or the object.',
  ),
  CONTENT_LOST: entry<{ changes: readonly string[]; seconds: number }>(
    'warning',
    (d) =>
      `Somebody else changed or removed what this controller keeps on the gateway: ${d.changes.join(', ')}. It is put back in ${d.seconds} s.`,
    'Find the second writer, such as Terraform or another instance of the same name; each repair waits longer than the one before.',
  ),
  SECOND_WRITER,
  FOREIGN_REFERENCE: entry<{ collection: string; name: string; by: string }>(
    'warning',
    (d) => `${d.collection}/${d.name} is no longer needed but stays, because ${d.by} refers to it.`,
    'Point that resource somewhere else; the leftover is then removed.',
  ),
  FOREIGN_PRIORITY_FILLED: entry<{ rules: readonly string[] }>(
    'info',
    (d) =>
      `ARM takes no rule without a priority any more: the next change of the gateway gives one to ${d.rules.join(', ')}, in the order in which they stand.`,
    'Give these rules the priorities that they shall have; nothing else of them is changed.',
  ),
} as const;
