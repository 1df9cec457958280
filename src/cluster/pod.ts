/** The fields of a Pod that the core reads: whether it may be used, and how its own health is asked for. */
import type { Condition, ObjectMeta } from './metadata.ts';

export interface Pod {
  readonly kind: 'Pod';
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly containers: readonly Container[];
    readonly readinessGates?: readonly { readonly conditionType: string }[];
    /** Default 30. */
    readonly terminationGracePeriodSeconds?: number;
  };
  readonly status: {
    readonly podIP?: string;
    /** Those of its containers and of its gates; others need not be there. */
    readonly conditions?: readonly Condition[];
  };
}
export interface Container {
  readonly name: string;
  readonly ports?: readonly ContainerPort[];
  readonly readinessProbe?: ContainerProbe;
  readonly livenessProbe?: ContainerProbe;
  /** What runs before the container is told to end; null: for how long is not known. */
  readonly preStop?: { readonly sleepSeconds: number | null };
}
export interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
}
export interface ContainerProbe {
  /** Absent: the probe is of another kind (TCP, exec, gRPC). */
  readonly httpGet?: {
    /** Default `/`. */
    readonly path?: string;
    /** A number, or the name of a port of the container. */
    readonly port: number | string;
    /** Default: the address of the pod. */
    readonly host?: string;
    /** Default HTTP. */
    readonly scheme?: 'HTTP' | 'HTTPS';
  };
  /** Default 10. */
  readonly periodSeconds?: number;
  /** Default 1. */
  readonly timeoutSeconds?: number;
  /** Default 3. */
  readonly failureThreshold?: number;
}
