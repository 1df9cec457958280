/**
 * What a host can have only once. The oldest Ingress that says something about it itself decides, the others are told;
 * where none does, the class and the gateway of the oldest one decide. So nothing depends on names or sort order.
 */
import type { AnnotationName, AnnotationValues } from '../../api/annotations/catalogue.ts';
import { diagnose, refText } from '../../diagnostics/diagnostic.ts';
import type { HostGroup, Member } from './hosts.ts';
import type { Report } from '../report.ts';

export interface Decided<N extends AnnotationName> {
  readonly value: NonNullable<AnnotationValues[N]>;
  readonly by: Member;
}

export function decide<N extends AnnotationName>(
  { members, host }: HostGroup,
  annotation: N,
  report: Report,
): Decided<N> | null {
  const [first, ...others] = members.filter(({ own }) => own[annotation] !== undefined);
  if (!first) {
    const oldest = members[0]!;
    const value = oldest.values[annotation];
    return value === undefined ? null : { value, by: oldest };
  }
  const value = first.own[annotation]!;
  for (const other of others) {
    if (JSON.stringify(other.own[annotation]) === JSON.stringify(value)) continue;
    const detail = { annotation, host, owner: refText(first.owner) };
    report(diagnose('HOST_SETTING_CONFLICT', other.owner, detail));
  }
  return { value, by: first };
}
