/** Ingresses -> hosts: who takes part in each host of each frontend, oldest first, and whose defaultBackend answers the rest. */
import {
  ANNOTATION_PREFIX,
  type AnnotationName,
  type AnnotationValues,
} from '../../api/annotations/catalogue.ts';
import type { Ingress, IngressRule } from '../../cluster/objects.ts';
import type { Holding } from '../../cluster/snapshot.ts';
import { diagnose, refText, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Backend, Owner, Site } from '../../routing/model.ts';

export interface Participant {
  readonly owner: Owner;
  readonly ingress: Ingress;
  /** What holds for it, by itself, its class or its gateway. */
  readonly values: AnnotationValues;
  /** What it says itself. */
  readonly own: AnnotationValues;
  /** Something that it says about security cannot be read: what the gateway has of it stays. */
  readonly heldBack: boolean;
  /** What the gateway has of it, where nothing more is wanted; null: what it says counts. */
  readonly holding: Holding | null;
  /** Its defaultBackend; `refused` where that may not be one. */
  readonly defaultBackend: Backend | 'refused' | 'none';
  /** Lower case; the hosts of rules that name none, from its certificate. */
  readonly certificateHosts: readonly string[];
  /** Hosts that the policy keeps for others; its owner has been told. Empty: rules without a host. */
  readonly refusedHosts: ReadonlySet<string>;
}

export interface Member extends Participant {
  /** Its rules for this host. */
  readonly rules: readonly IngressRule[];
}

const CHOICES = ['frontend', 'use-private-ip'] as const;

export interface HostGroup {
  readonly frontend: Site['frontend'];
  /** Lower case; empty for requests that no host of any Ingress matches. */
  readonly host: string;
  readonly members: readonly Member[];
}

/**
 * Sorted by frontend, then host. The host-less group also has the Ingress whose defaultBackend answers every unmatched
 * host, and older ones whose own is refused.
 */
export function groupByHost(
  participants: readonly Participant[],
  usual: Site['frontend'] = 'auto',
): readonly HostGroup[] {
  const frontends = [
    ...new Set(participants.flatMap((participant) => frontendsOf(participant, usual))),
  ].sort();
  return frontends.flatMap((frontend) =>
    groupOf(
      frontend,
      participants.filter((participant) => frontendsOf(participant, usual).includes(frontend)),
    ),
  );
}

function groupOf(frontend: Site['frontend'], participants: readonly Participant[]): readonly HostGroup[] {
  const groups = new Map<string, Map<Participant, IngressRule[]>>();
  const join = (host: string, participant: Participant, rule?: IngressRule): void => {
    const members = groups.get(host) ?? new Map<Participant, IngressRule[]>();
    const rules = members.get(participant) ?? [];
    if (rule) rules.push(rule);
    groups.set(host, members.set(participant, rules));
  };
  const answering = participants.findIndex(
    ({ defaultBackend, refusedHosts }) => isUsable(defaultBackend) && !refusedHosts.has(''),
  );
  for (const [age, participant] of participants.entries()) {
    const { defaultBackend, refusedHosts } = participant;
    const mayAnswer = defaultBackend !== 'none' && !refusedHosts.has('');
    if (mayAnswer && (answering === -1 || age <= answering)) join('', participant);
    for (const rule of participant.ingress.spec.rules ?? []) {
      for (const host of hostsOf(rule, participant)) {
        if (!refusedHosts.has(host)) join(host, participant, rule);
      }
    }
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([host, members]) => ({
      frontend,
      host,
      members: [...members].map(([participant, rules]) => ({ ...participant, rules })),
    }));
}

function frontendsOf(participant: Participant, usual: Site['frontend']): readonly Site['frontend'][] {
  const { values, heldBack } = participant;
  const wanted = wantedFrontend(values, usual);
  // What it says cannot be read: it stays wherever it is.
  const isUnknown = CHOICES.some((name) => isUnreadable(participant, name));
  return wanted === 'both' || (heldBack && isUnknown)
    ? ['private', usual === 'auto' ? 'auto' : 'public']
    : [wanted];
}

/** It says something, but nobody knows what. */
export const isUnreadable = ({ own, ingress }: Participant, name: AnnotationName): boolean =>
  own[name] === undefined && ingress.metadata.annotations?.[`${ANNOTATION_PREFIX}${name}`] !== undefined;

export const wantedFrontend = (
  { frontend, 'use-private-ip': isPrivate }: AnnotationValues,
  usual: Site['frontend'],
): Site['frontend'] | 'both' =>
  frontend ?? (isPrivate === undefined ? usual : isPrivate ? 'private' : 'public');

/** The host of the rule and the extensions of the Ingress; without any, those of its certificate. */
export function hostsOf({ host }: IngressRule, { values, certificateHosts }: Participant): readonly string[] {
  const extensions = values['hostname-extension'] ?? [];
  const hosts = [...(host ? [host.toLowerCase()] : []), ...extensions];
  if (hosts.length > 0) return [...new Set(hosts)];
  return certificateHosts.length > 0 ? certificateHosts : [''];
}

const isUsable = (defaultBackend: Participant['defaultBackend']): defaultBackend is Backend =>
  defaultBackend !== 'none' && defaultBackend !== 'refused';

/** Tells each Ingress for which hosts an older one's defaultBackend is used instead of its own. */
export function defaultBackendConflicts(
  participants: readonly Participant[],
  groups: readonly HostGroup[],
): readonly Diagnostic[] {
  const winners = groups.map((group) => ({
    group,
    winner: group.members.find(({ defaultBackend }) => isUsable(defaultBackend)),
  }));
  return participants.flatMap((participant): Diagnostic[] => {
    if (!isUsable(participant.defaultBackend)) return [];
    const isMember = (group: HostGroup): boolean =>
      group.members.some((member) => member.owner === participant.owner);
    const frontends = new Set(groups.filter(isMember).map(({ frontend }) => frontend));
    const concerned = winners.filter(
      ({ group }) =>
        isMember(group) || (group.host === '' && (frontends.size === 0 || frontends.has(group.frontend))),
    );
    const lost = concerned.filter(({ winner }) => winner && !sameBackend(winner, participant));
    if (lost.length === 0) return [];
    const detail = { hosts: lost.map(({ group }) => group.host), owner: refText(lost[0]!.winner!.owner) };
    const code = lost.length === concerned.length ? 'DEFAULT_BACKEND_CONFLICT' : 'DEFAULT_BACKEND_PARTIAL';
    return [diagnose(code, participant.owner, detail)];
  });
}

const sameBackend = (a: Participant, b: Participant): boolean =>
  a.owner === b.owner ||
  (a.owner.namespace === b.owner.namespace &&
    JSON.stringify(a.ingress.spec.defaultBackend) === JSON.stringify(b.ingress.spec.defaultBackend));
