/** Built-in kinds as an API server refuses them: the readers of src/manifests, plus what files do not need. */
import { rootField } from '../../../../src/manifests/kinds/fields.ts';
import type { Problem, Rule } from '../../../../src/manifests/kinds/fields.ts';
import { readMetadata } from '../../../../src/manifests/kinds/metadata.ts';
import { dnsLabel, dnsSubdomain, pathSegment } from '../../../../src/manifests/kinds/names.ts';
import { readObject } from '../../../../src/manifests/kinds/read-object.ts';
import { cause } from '../failures.ts';
import type { Cause, CauseReason } from '../failures.ts';
import { isMap } from '../objects.ts';
import type { Draft, KubeObject } from '../objects.ts';
import { immutabilityCauses } from './immutable.ts';
import { kindCauses } from './kinds.ts';

export function validateBuiltin(object: KubeObject, old: KubeObject | null): readonly Cause[] {
  const read = readObject(object);
  const causes = read.outcome === 'refused' ? read.problems.map(toCause) : [];
  return [
    ...causes,
    ...(read.outcome === 'ignored' ? metadataCauses(object, nameRules[object.kind] ?? dnsSubdomain) : []),
    ...kindCauses(object),
    ...(old ? immutabilityCauses(object, old) : []),
  ];
}

const nameRules: Readonly<Record<string, Rule<string>>> = {
  Namespace: dnsLabel,
  Role: pathSegment,
  RoleBinding: pathSegment,
  ClusterRole: pathSegment,
  ClusterRoleBinding: pathSegment,
};

/** For the kinds that have no reader, and for custom resources. */
export function metadataCauses(object: KubeObject, name: Rule<string> = dnsSubdomain): readonly Cause[] {
  const root = rootField(object);
  readMetadata(root, object.metadata.namespace === undefined ? 'cluster' : 'namespaced', name);
  return root.problems.refusals.map(toCause);
}

const toCause = ({ field, reason }: Problem): Cause => cause(field, reason, reasonOf(reason));

function reasonOf(text: string): CauseReason {
  if (text.startsWith('is required')) return 'FieldValueRequired';
  if (text.startsWith('must not be set') || text.includes('exclude each other')) return 'FieldValueForbidden';
  return text.startsWith('must be one of') ? 'FieldValueNotSupported' : 'FieldValueInvalid';
}

/** Takes out what the readers know to be no field of the kind; other unknown members stay. */
export function pruneBuiltin(draft: Draft): readonly string[] {
  const read = readObject(draft);
  if (read.outcome !== 'object') return [];
  for (const { path } of read.unknown) deleteAt(draft, path);
  return read.unknown.map(({ field }) => field);
}

function deleteAt(draft: Draft, path: readonly (string | number)[]): void {
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((value, key) => (value as Readonly<Record<string | number, unknown>>)[key], draft);
  if (isMap(parent)) delete (parent as Draft)[String(path.at(-1))];
}
