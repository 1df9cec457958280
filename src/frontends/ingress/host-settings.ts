/**
 * What a host can have only once. The oldest Ingress that says something about it itself decides, the others are told;
 * where none does, the class and the gateway of the oldest one decide. So nothing depends on names or sort order.
 */
import type { AnnotationName, AnnotationValues } from '../../api/annotations/catalogue.ts';
import { diagnose, refText } from '../../diagnostics/diagnostic.ts';
import { isUnreadable, type HostGroup, type Member } from './hosts.ts';
import type { Report } from '../report.ts';

export interface Decided<N extends AnnotationName> {
  readonly value: NonNullable<AnnotationValues[N]>;
  readonly by: Member;
}

export function decide<N extends AnnotationName>(
  group: HostGroup,
  annotation: N,
  report: Report,
): Decided<N> | null {
  const by = group.members.find(({ own }) => own[annotation] !== undefined) ?? group.members[0]!;
  tellOthers(group, [annotation], by, report);
  const value = by.values[annotation];
  return value === undefined ? null : { value, by };
}

/**
 * Of settings without which security would be weaker: who says any of them, readable or not, before anybody who does
 * not. Null: they cannot be known, so that what the gateway has of them stays.
 */
export function guardianOf({ members }: HostGroup, annotations: readonly AnnotationName[]): Member | null {
  const says = (member: Member): boolean =>
    annotations.some((name) => member.own[name] !== undefined || isUnreadable(member, name));
  const guardian = members.find(says) ?? members.find(({ heldBack }) => !heldBack);
  return guardian && !guardian.heldBack ? guardian : null;
}

/** What it says itself of some settings; where it says none of them, what it inherits. */
export const sayingOf = ({ own, values }: Member, annotations: readonly AnnotationName[]): AnnotationValues =>
  annotations.some((name) => own[name] !== undefined) ? own : values;

export function tellOthers(
  { members, host }: HostGroup,
  annotations: readonly AnnotationName[],
  by: Member,
  report: Report,
): void {
  for (const other of members) {
    for (const annotation of annotations) {
      const said = other.own[annotation];
      if (said === undefined || JSON.stringify(said) === JSON.stringify(by.values[annotation])) continue;
      report(diagnose('HOST_SETTING_CONFLICT', other.owner, { annotation, host, owner: refText(by.owner) }));
    }
  }
}
