/** The fields that a field selector may name, by kind. */
import { mapAt, textAt } from '../objects.ts';
import type { KubeObject } from '../objects.ts';

type Fields = Readonly<Record<string, (object: KubeObject) => string>>;

const NAME: Fields = { 'metadata.name': ({ metadata }) => metadata.name };
const NAMESPACE: Fields = { 'metadata.namespace': ({ metadata }) => metadata.namespace ?? '' };

const inside = (section: string, ...members: readonly string[]): Fields =>
  Object.fromEntries(
    members.map((member) => [
      `${section}.${member}`,
      (object: KubeObject) => textAt(mapAt(object, section), member),
    ]),
  );

const OF_KIND: Readonly<Record<string, Fields>> = {
  Secret: { type: (object) => textAt(object, 'type') },
  Namespace: inside('status', 'phase'),
  Node: { 'spec.unschedulable': (object) => String(mapAt(object, 'spec')['unschedulable'] === true) },
  Pod: {
    ...inside('spec', 'nodeName', 'restartPolicy', 'serviceAccountName'),
    ...inside('status', 'phase', 'podIP'),
  },
  Event: {
    ...inside('involvedObject', 'kind', 'namespace', 'name', 'uid', 'apiVersion', 'fieldPath'),
    reason: (object) => textAt(object, 'reason'),
    type: (object) => textAt(object, 'type'),
    source: (object) => textAt(mapAt(object, 'source'), 'component'),
    reportingComponent: (object) => textAt(object, 'reportingComponent'),
  },
};

export const fieldsOf = (kind: string, namespaced: boolean): Fields => ({
  ...NAME,
  ...(namespaced && NAMESPACE),
  ...OF_KIND[kind],
});
