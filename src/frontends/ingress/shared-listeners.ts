/**
 * The hosts of one rule of one Ingress share a listener where nobody else takes part in them (host-name extension): a
 * gateway has 100 listeners that serve, and each takes five hosts.
 */
import type { Site } from '../../routing/model.ts';
import { hostsOf, type HostGroup, type Participant } from './hosts.ts';
import { identityOf } from './tls-certificates.ts';

const HOSTS_PER_LISTENER = 5;

export function shareListeners(
  sites: readonly Site[],
  groups: readonly HostGroup[],
  participants: readonly Participant[],
): readonly Site[] {
  const ruleOf = rulesAlone(groups, participants);
  if (ruleOf.size === 0) return sites;
  const alone = sites.filter((site) => ruleOf.has(keyOf(site)));
  const others = sites.filter((site) => !ruleOf.has(keyOf(site)));
  const shared = [
    ...Map.groupBy(alone, (site) => JSON.stringify([ruleOf.get(keyOf(site)), contentOf(site)])).values(),
  ];
  return [...others, ...shared.flatMap(inChunks)];
}

const keyOf = ({ frontend, hosts }: Pick<Site, 'frontend' | 'hosts'>): string =>
  `${frontend} ${hosts[0] ?? ''}`;

/** For hosts that one rule alone names, of an Ingress with extensions: which rule that is. */
function rulesAlone(groups: readonly HostGroup[], participants: readonly Participant[]): Map<string, string> {
  const extended = new Set(
    participants.filter(({ values }) => values['hostname-extension']).map(({ owner }) => owner),
  );
  const rules = new Map<string, string>();
  for (const { frontend, host, members } of groups) {
    const [member] = members;
    const [rule] = member?.rules ?? [];
    if (!member || !rule || members.length > 1 || member.rules.length > 1 || !extended.has(member.owner))
      continue;
    const { namespace, name } = member.owner;
    rules.set(`${frontend} ${host}`, JSON.stringify([namespace, name, hostsOf(rule, member)]));
  }
  return rules;
}

/** What has to be equal. Routes follow from the rule, but for a redirect that leads back to one of the hosts. */
const contentOf = ({
  frontend,
  hosts,
  port,
  certificate,
  securePort,
  routes,
  fallback,
}: Site): readonly unknown[] => [
  frontend,
  rankOf(hosts[0] ?? ''),
  port,
  certificate && [certificate.state, identityOf(certificate)],
  securePort,
  routes.map(({ action }) => action.kind),
  fallback.kind,
];

/** Hosts of one listener share its place among the rules, so they must be equally exact. */
const rankOf = (host: string): number => (/[*?]/.test(host) ? host.split('.').length : 0);

function inChunks(sites: readonly Site[]): readonly Site[] {
  const [first] = sites;
  const hosts = sites.flatMap((site) => site.hosts).sort();
  const chunks = Array.from({ length: Math.ceil(hosts.length / HOSTS_PER_LISTENER) }, (_, index) =>
    hosts.slice(index * HOSTS_PER_LISTENER, (index + 1) * HOSTS_PER_LISTENER),
  );
  return chunks.map((chunk) => ({ ...first!, hosts: chunk }));
}
