/** The kinds that the core reads: where the API server has them and what is kept of them. */
import type { V1EndpointSlice, V1ObjectMeta } from '@kubernetes/client-node';
import type { ClusterKind, ClusterObject } from '../cluster/objects.ts';
import { projectEndpointSlice } from './projections/endpoint-slice.ts';
import { projectIngressClass } from './projections/ingress-class.ts';
import { projectIngress } from './projections/ingress.ts';
import { projectService } from './projections/service.ts';
import type { Wire } from './projections/wire.ts';

/** An object as the API server sends it; the projection of its kind knows more of it. */
export interface RawObject {
  readonly metadata?: Wire<V1ObjectMeta>;
}

export interface Resource {
  readonly apiVersion: string;
  readonly plural: string;
  readonly scope: 'namespaced' | 'cluster';
}

export const RESOURCES: { readonly [kind in ClusterKind]: Resource } = {
  Ingress: { apiVersion: 'networking.k8s.io/v1', plural: 'ingresses', scope: 'namespaced' },
  IngressClass: { apiVersion: 'networking.k8s.io/v1', plural: 'ingressclasses', scope: 'cluster' },
  Service: { apiVersion: 'v1', plural: 'services', scope: 'namespaced' },
  EndpointSlice: { apiVersion: 'discovery.k8s.io/v1', plural: 'endpointslices', scope: 'namespaced' },
  Secret: { apiVersion: 'v1', plural: 'secrets', scope: 'namespaced' },
};

/** Secrets are not among them: which of them are read, and how much, is decided in `secret-watches.ts`. */
export const PROJECTIONS: {
  readonly [kind in Exclude<ClusterKind, 'Secret'>]: (raw: RawObject) => ClusterObject;
} = {
  Ingress: projectIngress,
  IngressClass: projectIngressClass,
  Service: projectService,
  EndpointSlice: (raw) => projectEndpointSlice(raw as Wire<V1EndpointSlice>),
};

/** The collection's path; of all namespaces where `namespace` is null. */
export function pathOf({ apiVersion, plural }: Resource, namespace: string | null, name?: string): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const collection = namespace === null ? `${root}/${plural}` : `${root}/namespaces/${namespace}/${plural}`;
  return name === undefined ? collection : `${collection}/${name}`;
}
