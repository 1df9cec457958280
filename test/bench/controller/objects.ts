/** The cluster that the controller is measured in: a full gateway, and four times as many Services that it does not serve. */
import type { KubeInput } from '../../kube/api-server/contracts.ts';

export const SIZE = { ingresses: 500, services: 500, endpointsOfOne: 10 } as const;

/** A gateway has at most 100 pools and 100 active listeners: as many Services are served, each on a host of its own. */
export const SERVED = 100;
export const LEASE_NAMESPACE = 'appgw-ingress';

const CLASS = 'azure-application-gateway';
const PORT = 8080;

export const nameOf = (service: number): string => `app-${String(service).padStart(3, '0')}`;
export const namespaceOf = (service: number): string => `team-${service % 10}`;

export function clusterObjects(): readonly KubeInput[] {
  return [
    ...[LEASE_NAMESPACE, ...range(10).map(namespaceOf)].map(namespace),
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: CLASS },
      spec: { controller: 'azure/application-gateway' },
    },
    ...range(SIZE.services).flatMap((index) => [service(index), slice(index)]),
    ...range(SIZE.ingresses).map(ingress),
  ];
}

/** The endpoints that a Service has before anything changes. */
export const firstAddresses = (index: number): readonly string[] =>
  range(SIZE.endpointsOfOne).map((pod) => `10.${index >> 8}.${index & 255}.${pod + 1}`);

/** As the endpoint controller writes them. */
export const endpointsAt = (index: number, addresses: readonly string[]): readonly object[] =>
  addresses.map((address) => ({
    addresses: [address],
    conditions: { ready: true, serving: true, terminating: false },
    nodeName: 'aks-nodepool1-12345678-vmss000000',
    zone: 'westeurope-1',
    targetRef: {
      kind: 'Pod',
      namespace: namespaceOf(index),
      name: `${nameOf(index)}-7d4b9c6f5d-${address.replaceAll('.', '-')}`,
      uid: '00000000-0000-0000-0000-000000000000',
    },
  }));

const namespace = (name: string): KubeInput => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

const metadata = (index: number, suffix = '') => ({
  name: nameOf(index) + suffix,
  namespace: namespaceOf(index),
  labels: { 'app.kubernetes.io/name': nameOf(index), 'app.kubernetes.io/managed-by': 'Helm' },
});

const service = (index: number): KubeInput => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata(index),
  spec: {
    selector: { app: nameOf(index) },
    ports: [{ name: 'http', port: 80, targetPort: PORT, protocol: 'TCP' }],
  },
});

function slice(index: number): KubeInput {
  const { labels, ...rest } = metadata(index, '-1');
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { ...rest, labels: { ...labels, 'kubernetes.io/service-name': nameOf(index) } },
    addressType: 'IPv4',
    ports: [{ name: 'http', port: PORT, protocol: 'TCP' }],
    endpoints: endpointsAt(index, firstAddresses(index)),
  };
}

/** Five to a host; the first of them takes what the others leave. */
function ingress(index: number): KubeInput {
  const served = index % SERVED;
  const part = Math.floor(index / SERVED);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata(served, `-${part}`),
    spec: {
      ingressClassName: CLASS,
      rules: [
        {
          host: `${nameOf(served)}.example.com`,
          http: {
            paths: [
              {
                path: part === 0 ? '/' : `/part-${part}`,
                pathType: 'Prefix',
                backend: { service: { name: nameOf(served), port: { number: 80 } } },
              },
            ],
          },
        },
      ],
    },
  };
}

const range = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);
