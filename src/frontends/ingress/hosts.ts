/** Ingresses -> hosts: who takes part in each host, oldest first, and whose defaultBackend answers what is left. */
import type { Ingress, IngressRule } from '../../cluster/objects.ts';
import { diagnose, refText, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Backend, Owner } from '../../routing/model.ts';
import type { IngressSettings } from './annotations.ts';

export interface Participant {
  readonly owner: Owner;
  readonly ingress: Ingress;
  readonly settings: IngressSettings;
  /** Its defaultBackend; `refused` where that may not be one. */
  readonly defaultBackend: Backend | 'refused' | 'none';
}

export interface Member extends Participant {
  /** Its rules for this host. */
  readonly rules: readonly IngressRule[];
}

export interface HostGroup {
  /** Lower case; empty for requests that no host of any Ingress matches. */
  readonly host: string;
  readonly members: readonly Member[];
}

/**
 * Sorted by host. The host-less group also has the Ingress whose defaultBackend answers every unmatched host, and
 * older ones whose own is refused.
 */
export function groupByHost(participants: readonly Participant[]): readonly HostGroup[] {
  const groups = new Map<string, Map<Participant, IngressRule[]>>();
  const join = (host: string, participant: Participant, rule?: IngressRule): void => {
    const members = groups.get(host) ?? new Map<Participant, IngressRule[]>();
    const rules = members.get(participant) ?? [];
    if (rule) rules.push(rule);
    groups.set(host, members.set(participant, rules));
  };
  const answering = participants.findIndex(({ defaultBackend }) => isUsable(defaultBackend));
  for (const [age, participant] of participants.entries()) {
    if (participant.defaultBackend !== 'none' && (answering === -1 || age <= answering))
      join('', participant);
    for (const rule of participant.ingress.spec.rules ?? [])
      join((rule.host ?? '').toLowerCase(), participant, rule);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([host, members]) => ({
      host,
      members: [...members].map(([participant, rules]) => ({ ...participant, rules })),
    }));
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
    const concerned = winners.filter(
      ({ group }) => group.host === '' || group.members.some((member) => member.owner === participant.owner),
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
