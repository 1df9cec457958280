import type { Container, ObjectMeta } from '../../cluster/objects.ts';
import { at, integer, struct, structs, type Field } from './fields.ts';
import { readLabels } from './metadata.ts';
import { readContainer } from './pod.ts';

/** What `dev` needs to know of a Deployment to stand in for its Pods. */
export interface Workload {
  readonly kind: 'Deployment';
  readonly metadata: ObjectMeta;
  readonly replicas: number;
  readonly podLabels: { readonly [key: string]: string };
  readonly containers: readonly Container[];
}

export function readDeployment(root: Field, metadata: ObjectMeta): Workload {
  const spec = struct(at(root, 'spec'));
  const template = struct(at(spec, 'template'));
  const podMetadata = struct(at(template, 'metadata'));
  const replicas = integer(at(spec, 'replicas'), (value) =>
    value < 0 ? `must not be negative: ${value}` : null,
  );
  return {
    kind: 'Deployment',
    metadata,
    replicas: replicas ?? 1,
    podLabels: readLabels(at(podMetadata, 'labels')) ?? {},
    containers: structs(at(struct(at(template, 'spec')), 'containers'), readContainer) ?? [],
  };
}
