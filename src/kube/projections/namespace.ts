import type { V1Namespace } from '@kubernetes/client-node';
import type { Namespace } from '../../cluster/objects.ts';
import { keepAnnotations, projectMetadata } from './metadata.ts';
import { present, type Wire } from './wire.ts';

export const projectNamespace = ({ metadata }: Wire<V1Namespace>): Namespace => ({
  kind: 'Namespace',
  metadata: projectMetadata(metadata, {
    ...present({ labels: metadata?.labels }),
    ...keepAnnotations(metadata),
  }),
});
