/** What the checks of the cluster look at, read from the API server once. */
import type { Config } from '../../config/schema.ts';
import { refusedVerbs } from '../../kube/access-review.ts';
import { findExtension, isOverlay, type ExtensionConfig } from '../../kube/acn.ts';
import type { KubeClient } from '../../kube/client.ts';
import { isNotFound, KubeError } from '../../kube/kube-error.ts';
import { leasesPath, microTime } from '../../kube/lease-object.ts';
import { list } from '../../kube/list.ts';
import { neededPermissions, type PlacedPermission, type WebhookCertificate } from '../../kube/permissions.ts';
import { read, type Read } from './check.ts';

export type KubeRead<T> = Read<T, KubeError>;

export interface ClusterFacts {
  readonly version: KubeRead<{ readonly gitVersion: string }>;
  readonly refused: KubeRead<readonly RefusedPermission[]>;
  /** A Lease could be created; nothing is. */
  readonly lease: KubeRead<unknown>;
  readonly classes: KubeRead<readonly ClassObject[]>;
  /** Null: the kind is not installed. */
  readonly gateways: KubeRead<readonly GatewayObject[] | null>;
  readonly nodes: KubeRead<readonly NodeObject[]>;
  readonly overlay: KubeRead<boolean>;
  /** Null: there is none. */
  readonly extension: KubeRead<ExtensionConfig | null>;
}

export interface RefusedPermission {
  readonly permission: PlacedPermission;
  readonly verbs: readonly string[];
}

interface Named {
  readonly metadata: { readonly name: string };
}
export interface ClassObject extends Named {
  readonly spec?: {
    readonly controller?: string;
    readonly parameters?: { readonly apiGroup?: string; readonly kind: string; readonly name: string };
  };
}
export interface GatewayObject extends Named {
  readonly spec: { readonly resourceId: string };
}
export interface NodeObject extends Named {
  readonly spec?: { readonly podCIDR?: string; readonly providerID?: string };
}

export async function readCluster(
  client: KubeClient,
  { namespaces, leaseNamespace, readinessGate, webhook }: Config,
  now: number,
): Promise<ClusterFacts> {
  const { signal } = new AbortController();
  const ask = <T>(question: () => Promise<T>): Promise<KubeRead<T>> => read(KubeError, question);
  const all = async <T>(path: string): Promise<readonly T[]> =>
    (
      await list(
        client,
        { path, signal },
        (raw) => raw as T,
        () => undefined,
      )
    ).items;
  const version = await ask(() => client.request<{ gitVersion: string }>({ path: '/version' }));
  // One silence is enough to wait for.
  if (!version.ok) return unanswered(version.error);
  return {
    version,
    refused: await ask(() =>
      findRefused(
        client,
        neededPermissions(namespaces, leaseNamespace, readinessGate.enabled, certificateOf(webhook)),
      ),
    ),
    lease: await ask(() => tryLease(client, leaseNamespace, now)),
    classes: await ask(() => all<ClassObject>('/apis/networking.k8s.io/v1/ingressclasses')),
    gateways: await ask(() =>
      all<GatewayObject>('/apis/appgw-ingress.dev/v1alpha1/applicationgateways').catch(absentAsNull),
    ),
    nodes: await ask(() => all<NodeObject>('/api/v1/nodes')),
    overlay: await ask(() => isOverlay(client, signal)),
    extension: await ask(() => findExtension(client, leaseNamespace, signal)),
  };
}

function unanswered(error: KubeError): ClusterFacts {
  const none = { ok: false, error } as const;
  return {
    version: none,
    refused: none,
    lease: none,
    classes: none,
    gateways: none,
    nodes: none,
    overlay: none,
    extension: none,
  };
}

async function findRefused(
  client: KubeClient,
  permissions: readonly PlacedPermission[],
): Promise<readonly RefusedPermission[]> {
  const refused: RefusedPermission[] = [];
  for (const permission of permissions) {
    const verbs = await refusedVerbs(client, permission);
    if (verbs.length > 0) refused.push({ permission, verbs });
  }
  return refused;
}

function tryLease(client: KubeClient, namespace: string, now: number): Promise<unknown> {
  const body = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: 'appgw-ingress-doctor', namespace },
    spec: { holderIdentity: 'doctor', leaseDurationSeconds: 1, renewTime: microTime(now) },
  };
  return client.request({ method: 'POST', path: leasesPath(namespace), query: { dryRun: 'All' }, body });
}

function absentAsNull(error: unknown): null {
  if (isNotFound(error)) return null;
  throw error;
}

/** Null: it is not the controller that makes it. */
const certificateOf = ({ enabled, certificate }: Config['webhook']): WebhookCertificate | null =>
  enabled && certificate.mode === 'self' ? certificate : null;
