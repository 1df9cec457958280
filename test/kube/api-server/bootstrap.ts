/** What a fresh cluster holds before anybody wrote to it. */
import { randomUUID } from 'node:crypto';
import { mapAt, timestamp } from './objects.ts';
import type { JsonMap } from './objects.ts';
import type { Store } from './storage/store.ts';

const RBAC = 'rbac.authorization.k8s.io';
const NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

export function bootstrap(store: Store, now: number): void {
  const put = (collection: string, apiVersion: string, kind: string, name: string, rest: JsonMap): void => {
    const metadata = {
      name,
      uid: randomUUID(),
      creationTimestamp: timestamp(now),
      ...mapAt(rest, 'metadata'),
    };
    store.put(collection, { apiVersion, kind, ...rest, metadata });
  };
  for (const name of NAMESPACES) {
    put('/namespaces', 'v1', 'Namespace', name, {
      metadata: { labels: { 'kubernetes.io/metadata.name': name } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
  }
  put('/services', 'v1', 'Service', 'kubernetes', KUBERNETES_SERVICE);
  for (const [name, { group, rules }] of Object.entries(ROLES)) {
    put(`${RBAC}/clusterroles`, `${RBAC}/v1`, 'ClusterRole', name, { rules });
    put(`${RBAC}/clusterrolebindings`, `${RBAC}/v1`, 'ClusterRoleBinding', name, {
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
      subjects: [{ apiGroup: RBAC, kind: 'Group', name: group }],
    });
  }
}

const KUBERNETES_SERVICE: JsonMap = {
  metadata: { namespace: 'default', labels: { component: 'apiserver', provider: 'kubernetes' } },
  spec: {
    type: 'ClusterIP',
    clusterIP: '10.0.0.1',
    clusterIPs: ['10.0.0.1'],
    ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: 6443 }],
    sessionAffinity: 'None',
  },
  status: { loadBalancer: {} },
};

const everything = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };
const DISCOVERY = [
  '/api',
  '/api/*',
  '/apis',
  '/apis/*',
  '/healthz',
  '/livez',
  '/openapi',
  '/openapi/*',
  '/readyz',
  '/version',
  '/version/',
];

const ROLES: Readonly<Record<string, { group: string; rules: readonly JsonMap[] }>> = {
  'cluster-admin': {
    group: 'system:masters',
    rules: [everything, { verbs: ['*'], nonResourceURLs: ['*'] }],
  },
  'system:basic-user': {
    group: 'system:authenticated',
    rules: [
      {
        verbs: ['create'],
        apiGroups: ['authorization.k8s.io'],
        resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
      },
    ],
  },
  'system:discovery': {
    group: 'system:authenticated',
    rules: [{ verbs: ['get'], nonResourceURLs: DISCOVERY }],
  },
};
