/** The Lease as the API server has it: read, create, update with its resourceVersion. */
import type { KubeClient } from './client.ts';
import { isNotFound } from './kube-error.ts';
import type { Annotations } from './lease-record.ts';

export interface LeaseSpec {
  readonly holderIdentity?: string;
  readonly leaseDurationSeconds?: number;
  readonly acquireTime?: string;
  readonly renewTime?: string;
  readonly leaseTransitions?: number;
}

export interface Lease {
  readonly metadata: {
    readonly namespace: string;
    readonly name: string;
    readonly resourceVersion?: string;
    readonly annotations?: Annotations;
  };
  readonly spec: LeaseSpec;
}

export interface LeaseApi {
  /** Null where there is none. */
  get(signal: AbortSignal): Promise<Lease | null>;
  /** Creates it where it has no resourceVersion. A 409 means that somebody else was faster. */
  write(lease: Lease, signal: AbortSignal): Promise<Lease>;
}

const HEADER = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' } as const;

export const leasesPath = (namespace: string): string =>
  `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;

export function leaseApi(client: KubeClient, namespace: string, name: string): LeaseApi {
  const collection = leasesPath(namespace);
  const path = `${collection}/${name}`;
  return {
    async get(signal) {
      try {
        return await client.request<Lease>({ path, signal });
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
    write: (lease, signal) => {
      const body = { ...HEADER, ...lease };
      return lease.metadata.resourceVersion === undefined
        ? client.request<Lease>({ method: 'POST', path: collection, body, signal })
        : client.request<Lease>({ method: 'PUT', path, body, signal });
    },
  };
}

/** Six digits of a second: the API server refuses fewer. */
export const microTime = (ms: number): string => new Date(ms).toISOString().replace('Z', '000Z');
