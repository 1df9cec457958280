import type { V1IngressClass } from '@kubernetes/client-node';
import type { IngressClass } from '../../cluster/objects.ts';
import { keepAnnotations, projectMetadata } from './metadata.ts';
import { present, type Wire } from './wire.ts';

export const projectIngressClass = ({ metadata, spec }: Wire<V1IngressClass>): IngressClass => ({
  kind: 'IngressClass',
  metadata: projectMetadata(metadata, keepAnnotations(metadata)),
  spec: present({
    controller: spec?.controller ?? '',
    parameters:
      spec?.parameters &&
      present({
        apiGroup: spec.parameters.apiGroup,
        kind: spec.parameters.kind,
        name: spec.parameters.name,
      }),
  }),
});
