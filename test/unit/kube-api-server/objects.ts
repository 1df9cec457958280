/** The objects of these tests, in one line each. */
import type { KubeInput } from '../../kube/api-server/contracts.ts';

type Members = Readonly<Record<string, unknown>>;

const object = (apiVersion: string, kind: string, members: Members, metadata: Members): KubeInput => ({
  apiVersion,
  kind,
  metadata: { namespace: 'default', ...metadata },
  ...members,
});

export const ingress = (name: string, host = `${name}.example.com`, metadata: Members = {}): KubeInput => {
  const backend = { service: { name: 'web', port: { number: 80 } } };
  const rules = [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }];
  return object('networking.k8s.io/v1', 'Ingress', { spec: { rules } }, { name, ...metadata });
};

export const service = (name: string, metadata: Members = {}): KubeInput =>
  object(
    'v1',
    'Service',
    { spec: { selector: { app: name }, ports: [{ port: 80 }] } },
    { name, ...metadata },
  );

export const configMap = (name: string, data: Members = {}, metadata: Members = {}): KubeInput =>
  object('v1', 'ConfigMap', { data }, { name, ...metadata });

export const secret = (name: string, type = 'Opaque', data: Members = {}): KubeInput =>
  object('v1', 'Secret', { type, data }, { name });

export const pod = (name: string, spec: Members = {}): KubeInput =>
  object('v1', 'Pod', { spec: { containers: [{ name: 'web', image: 'web:1' }], ...spec } }, { name });

export const lease = (name: string, spec: Members = {}): KubeInput =>
  object('coordination.k8s.io/v1', 'Lease', { spec }, { name });

export const namespace = (name: string): KubeInput => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

export const slice = (name: string, count: number, offset = 0): KubeInput => {
  const endpoints = Array.from({ length: count }, (_, index) => ({
    addresses: [`10.244.${(index + offset) >> 8}.${(index + offset) & 255}`],
    conditions: { ready: true },
  }));
  const labels = { 'kubernetes.io/service-name': name };
  const content = { addressType: 'IPv4', endpoints, ports: [{ name: '', port: 8080 }] };
  return object('discovery.k8s.io/v1', 'EndpointSlice', content, { name, labels });
};

export const serviceAccount = (name: string): KubeInput => object('v1', 'ServiceAccount', {}, { name });

const RBAC = 'rbac.authorization.k8s.io/v1';

export const role = (name: string, ...rules: readonly Members[]): KubeInput =>
  object(RBAC, 'Role', { rules }, { name });

export const roleBinding = (name: string, roleName: string, account: string): KubeInput =>
  object(
    RBAC,
    'RoleBinding',
    {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: roleName },
      subjects: [{ kind: 'ServiceAccount', namespace: 'default', name: account }],
    },
    { name },
  );

/** A cluster-scoped kind with a status, a default, an enum and a list that merges by key. */
export const gatewayDefinition = (): KubeInput => {
  const conditions = {
    type: 'array',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['type'],
    items: {
      type: 'object',
      required: ['type'],
      properties: { type: { type: 'string' }, status: { type: 'string' } },
    },
  };
  const spec = {
    type: 'object',
    required: ['resourceId'],
    properties: {
      resourceId: { type: 'string', minLength: 1 },
      mode: { type: 'string', enum: ['apply', 'plan'], default: 'apply' },
      limit: { type: 'integer', minimum: 1, maximum: 10 },
    },
  };
  const status = { type: 'object', properties: { conditions } };
  const version = {
    name: 'v1alpha1',
    served: true,
    storage: true,
    subresources: { status: {} },
    additionalPrinterColumns: [
      {
        name: 'Programmed',
        type: 'string',
        jsonPath: '.status.conditions[?(@.type=="Programmed")].status',
      },
    ],
    schema: { openAPIV3Schema: { type: 'object', required: ['spec'], properties: { spec, status } } },
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'gateways.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Cluster',
      names: { plural: 'gateways', kind: 'Gateway', shortNames: ['gtw'] },
      versions: [version],
    },
  };
};

export const gateway = (
  name: string,
  spec: Members = { resourceId: '/id' },
  members: Members = {},
): KubeInput => ({
  apiVersion: 'example.com/v1alpha1',
  kind: 'Gateway',
  metadata: { name },
  spec,
  ...members,
});
