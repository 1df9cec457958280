/** The kinds that the core reads: where the API server has them and what is kept of them. */
import type { V1EndpointSlice, V1ObjectMeta } from '@kubernetes/client-node';
import type { ClusterKind, ClusterObject } from '../cluster/objects.ts';
import { projectProhibitedTarget, projectRewrite } from './projections/agic-objects.ts';
import { projectEndpointSlice } from './projections/endpoint-slice.ts';
import { projectIngressClass } from './projections/ingress-class.ts';
import { projectIngress } from './projections/ingress.ts';
import { projectNamespace } from './projections/namespace.ts';
import { projectNode } from './projections/node.ts';
import { projectPod } from './projections/pod.ts';
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
  /** Its CustomResourceDefinition need not be installed: without it there are no such objects. */
  readonly isOptional?: true;
}

export const RESOURCES: { readonly [kind in ClusterKind]: Resource } = {
  Ingress: { apiVersion: 'networking.k8s.io/v1', plural: 'ingresses', scope: 'namespaced' },
  IngressClass: { apiVersion: 'networking.k8s.io/v1', plural: 'ingressclasses', scope: 'cluster' },
  Service: { apiVersion: 'v1', plural: 'services', scope: 'namespaced' },
  EndpointSlice: { apiVersion: 'discovery.k8s.io/v1', plural: 'endpointslices', scope: 'namespaced' },
  Secret: { apiVersion: 'v1', plural: 'secrets', scope: 'namespaced' },
  ConfigMap: { apiVersion: 'v1', plural: 'configmaps', scope: 'namespaced' },
  Pod: { apiVersion: 'v1', plural: 'pods', scope: 'namespaced' },
  Node: { apiVersion: 'v1', plural: 'nodes', scope: 'cluster' },
  Namespace: { apiVersion: 'v1', plural: 'namespaces', scope: 'cluster' },
  AzureApplicationGatewayRewrite: {
    apiVersion: 'appgw.ingress.azure.io/v1beta1',
    plural: 'azureapplicationgatewayrewrites',
    scope: 'namespaced',
    isOptional: true,
  },
  AzureIngressProhibitedTarget: {
    apiVersion: 'appgw.ingress.k8s.io/v1',
    plural: 'azureingressprohibitedtargets',
    scope: 'namespaced',
    isOptional: true,
  },
};

/** Kinds of which only those objects are read that others refer to: see `referenced-objects.ts`. */
export type ReferencedKind = 'Secret' | 'ConfigMap';
export type WatchedKind = Exclude<ClusterKind, ReferencedKind>;

export const PROJECTIONS: { readonly [kind in WatchedKind]: (raw: RawObject) => ClusterObject } = {
  Ingress: projectIngress,
  IngressClass: projectIngressClass,
  Service: projectService,
  EndpointSlice: (raw) => projectEndpointSlice(raw as Wire<V1EndpointSlice>),
  Pod: projectPod,
  Node: projectNode,
  Namespace: projectNamespace,
  AzureApplicationGatewayRewrite: projectRewrite,
  AzureIngressProhibitedTarget: projectProhibitedTarget,
};

/** The collection's path; of all namespaces where `namespace` is null. */
export function pathOf({ apiVersion, plural }: Resource, namespace: string | null, name?: string): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const collection = namespace === null ? `${root}/${plural}` : `${root}/namespaces/${namespace}/${plural}`;
  return name === undefined ? collection : `${collection}/${name}`;
}
