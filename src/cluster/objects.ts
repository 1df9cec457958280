/**
 * The fields of Kubernetes objects that the core reads. Readers (files, reflectors) project onto these types and
 * drop the rest. Member names and shapes are those of the Kubernetes API.
 */
import type { AzureApplicationGatewayRewrite, AzureIngressProhibitedTarget } from './agic-objects.ts';
import type { Condition, ObjectMeta } from './metadata.ts';
import type { Pod } from './pod.ts';

export type * from './agic-objects.ts';
export type * from './metadata.ts';
export type * from './pod.ts';

export interface Ingress {
  readonly kind: 'Ingress';
  readonly metadata: ObjectMeta;
  readonly spec: IngressSpec;
}
export interface IngressSpec {
  readonly ingressClassName?: string;
  readonly defaultBackend?: IngressBackend;
  readonly tls?: readonly IngressTLS[];
  readonly rules?: readonly IngressRule[];
}
export interface IngressTLS {
  readonly hosts?: readonly string[];
  readonly secretName?: string;
}
export interface IngressRule {
  readonly host?: string;
  readonly http?: { readonly paths: readonly HTTPIngressPath[] };
}
export type PathType = 'Exact' | 'Prefix' | 'ImplementationSpecific';
export interface HTTPIngressPath {
  readonly path?: string;
  readonly pathType: PathType;
  readonly backend: IngressBackend;
}
/** Exactly one of `service` and `resource`; the API server sees to it. */
export interface IngressBackend {
  readonly service?: {
    readonly name: string;
    readonly port: { readonly number?: number; readonly name?: string };
  };
  readonly resource?: { readonly apiGroup?: string; readonly kind: string; readonly name: string };
}

export interface IngressClass {
  readonly kind: 'IngressClass';
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly controller: string;
    readonly parameters?: { readonly apiGroup?: string; readonly kind: string; readonly name: string };
  };
}

export interface Service {
  readonly kind: 'Service';
  readonly metadata: ObjectMeta;
  readonly spec: {
    /** Default ClusterIP. */
    readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
    readonly externalName?: string;
    readonly selector?: { readonly [key: string]: string };
    readonly ports?: readonly ServicePort[];
  };
}
export interface ServicePort {
  readonly name?: string;
  /** Default TCP. */
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
  readonly port: number;
  /** Default: `port`. */
  readonly targetPort?: number | string;
  readonly nodePort?: number;
  readonly appProtocol?: string;
}

export interface EndpointSlice {
  readonly kind: 'EndpointSlice';
  readonly metadata: ObjectMeta;
  readonly addressType: 'IPv4' | 'IPv6' | 'FQDN';
  readonly endpoints: readonly Endpoint[];
  readonly ports: readonly EndpointPort[];
}
export interface Endpoint {
  readonly addresses: readonly string[];
  /** Absent conditions mean: ready true, serving as ready, terminating false. */
  readonly conditions?: {
    readonly ready?: boolean;
    readonly serving?: boolean;
    readonly terminating?: boolean;
  };
  readonly targetRef?: { readonly kind?: string; readonly namespace?: string; readonly name?: string };
}
export interface EndpointPort {
  /** The name of the Service port; the empty string where that has none. */
  readonly name?: string;
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
  readonly port?: number;
}

export interface Secret {
  readonly kind: 'Secret';
  readonly metadata: ObjectMeta;
  /** Default Opaque. */
  readonly type?: string;
  /** Base64, as on the wire; a manifest's `stringData` is merged in by the reader. */
  readonly data?: { readonly [key: string]: string };
}

export interface ConfigMap {
  readonly kind: 'ConfigMap';
  readonly metadata: ObjectMeta;
  readonly data?: { readonly [key: string]: string };
}

export interface Namespace {
  readonly kind: 'Namespace';
  readonly metadata: ObjectMeta;
}

export interface Node {
  readonly kind: 'Node';
  readonly metadata: ObjectMeta;
  readonly spec: { readonly podCIDR?: string; readonly unschedulable?: boolean };
  readonly status: {
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly conditions?: readonly Condition[];
  };
}
/** Every object that a snapshot can hold. */
export type ClusterObject =
  | Ingress
  | IngressClass
  | Service
  | EndpointSlice
  | Secret
  | ConfigMap
  | Pod
  | Node
  | Namespace
  | AzureApplicationGatewayRewrite
  | AzureIngressProhibitedTarget;
export type ClusterKind = ClusterObject['kind'];

/** Label by which an EndpointSlice names its Service. */
export const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';
