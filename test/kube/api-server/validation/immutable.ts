/** Fields that an update must not change. */
import { isDeepStrictEqual } from 'node:util';
import { cause } from '../failures.ts';
import type { Cause } from '../failures.ts';
import { mapAt } from '../objects.ts';
import type { KubeObject } from '../objects.ts';

const PATHS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Secret: [['type']],
  EndpointSlice: [['addressType']],
  IngressClass: [['spec', 'controller']],
  RoleBinding: [['roleRef']],
  ClusterRoleBinding: [['roleRef']],
  Deployment: [['spec', 'selector']],
  CustomResourceDefinition: [
    ['spec', 'scope'],
    ['spec', 'group'],
    ['spec', 'names', 'kind'],
  ],
};

const at = (object: KubeObject, path: readonly string[]): unknown =>
  path.slice(0, -1).reduce<unknown>(mapAt, object);

const valueAt = (object: KubeObject, path: readonly string[]): unknown =>
  (at(object, path) as Readonly<Record<string, unknown>>)[path.at(-1) ?? ''];

export function immutabilityCauses(object: KubeObject, old: KubeObject): Cause[] {
  const fixed = (PATHS[object.kind] ?? [])
    .filter((path) => !isDeepStrictEqual(valueAt(object, path), valueAt(old, path)))
    .map((path) => cause(path.join('.'), 'field is immutable'));
  return [...fixed, ...contentCauses(object, old), ...clusterIPCauses(object, old)];
}

function contentCauses(object: KubeObject, old: KubeObject): Cause[] {
  if (!['Secret', 'ConfigMap'].includes(object.kind) || old['immutable'] !== true) return [];
  return ['data', 'binaryData', 'immutable']
    .filter((member) => !isDeepStrictEqual(object[member], old[member]))
    .map((member) => cause(member, 'field is immutable when `immutable` is set', 'FieldValueForbidden'));
}

function clusterIPCauses(object: KubeObject, old: KubeObject): Cause[] {
  const [now, before] = [mapAt(object, 'spec'), mapAt(old, 'spec')];
  const isChange = before['clusterIP'] !== undefined && now['clusterIP'] !== before['clusterIP'];
  if (object.kind !== 'Service' || now['type'] === 'ExternalName' || !isChange) return [];
  return [cause('spec.clusterIPs[0]', 'may not change once set')];
}
