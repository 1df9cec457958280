import type { V1Service, V1ServicePort } from '@kubernetes/client-node';
import type { Service, ServicePort } from '../../cluster/objects.ts';
import { keepAnnotations, projectMetadata } from './metadata.ts';
import { present, type Wire } from './wire.ts';

export const projectService = ({ metadata, spec }: Wire<V1Service>): Service => ({
  kind: 'Service',
  metadata: projectMetadata(metadata, keepAnnotations(metadata)),
  spec: present({
    type: spec?.type as Service['spec']['type'],
    externalName: spec?.externalName,
    selector: spec?.selector,
    ports: spec?.ports?.map(projectPort),
  }),
});

const projectPort = (raw: Wire<V1ServicePort>): ServicePort => ({
  port: raw.port,
  ...present({
    name: raw.name,
    protocol: raw.protocol as ServicePort['protocol'],
    targetPort: raw.targetPort,
    nodePort: raw.nodePort,
    appProtocol: raw.appProtocol,
  }),
});
