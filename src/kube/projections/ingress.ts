import type { V1HTTPIngressPath, V1Ingress, V1IngressBackend, V1IngressRule } from '@kubernetes/client-node';
import type {
  HTTPIngressPath,
  Ingress,
  IngressBackend,
  IngressRule,
  PathType,
} from '../../cluster/objects.ts';
import { keepAnnotations, projectMetadata } from './metadata.ts';
import { present, type Wire } from './wire.ts';

export const projectIngress = ({ metadata, spec }: Wire<V1Ingress>): Ingress => ({
  kind: 'Ingress',
  metadata: projectMetadata(metadata, keepAnnotations(metadata)),
  spec: present({
    ingressClassName: spec?.ingressClassName,
    defaultBackend: spec?.defaultBackend && projectBackend(spec.defaultBackend),
    tls: spec?.tls?.map(({ hosts, secretName }) => present({ hosts, secretName })),
    rules: spec?.rules?.map(projectRule),
  }),
});

const projectRule = ({ host, http }: Wire<V1IngressRule>): IngressRule =>
  present({ host, http: http && { paths: http.paths.map(projectPath) } });

const projectPath = ({ path, pathType, backend }: Wire<V1HTTPIngressPath>): HTTPIngressPath => ({
  ...present({ path }),
  pathType: pathType as PathType,
  backend: projectBackend(backend),
});

const projectBackend = ({ service, resource }: Wire<V1IngressBackend>): IngressBackend =>
  present({
    service: service && {
      name: service.name,
      port: present({ number: service.port?.number, name: service.port?.name }),
    },
    resource: resource && present({ apiGroup: resource.apiGroup, kind: resource.kind, name: resource.name }),
  });
