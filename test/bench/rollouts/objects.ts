/** The cluster of one rollout: a Service with an Ingress; the pods and their slice are written as it goes. */
import type { KubeInput } from '../../kube/api-server/contracts.ts';
import type { Workload } from './cells.ts';

export const NAMESPACE = 'shop';
export const INSTANCE = 'bench';
export const HOST = 'shop.example.com';
export const PORT = 8080;
const CLASS = 'azure-application-gateway';
const LABELS = { app: 'web' };

export interface Named {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly namespace: string; readonly name: string };
}

export const SLICE: Named = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { namespace: NAMESPACE, name: 'web-1' },
};

export const podRef = (name: string): Named => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: NAMESPACE, name },
});

export const clusterObjects = ({ drain }: Workload, leaseNamespace: string): readonly KubeInput[] => [
  ...[NAMESPACE, leaseNamespace].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  })),
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: CLASS },
    spec: { controller: 'azure/application-gateway' },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: NAMESPACE, name: 'web' },
    spec: { selector: LABELS, ports: [{ name: 'http', port: 80, targetPort: PORT, protocol: 'TCP' }] },
  },
  {
    ...SLICE,
    metadata: { ...SLICE.metadata, labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv4',
    ports: [{ name: 'http', port: PORT, protocol: 'TCP' }],
    endpoints: [],
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      namespace: NAMESPACE,
      name: 'web',
      annotations: {
        'appgw.ingress.kubernetes.io/connection-draining': 'true',
        'appgw.ingress.kubernetes.io/connection-draining-timeout': String(drain),
      },
    },
    spec: {
      ingressClassName: CLASS,
      rules: [
        {
          host: HOST,
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: 'web', port: { number: 80 } } },
              },
            ],
          },
        },
      ],
    },
  },
];

/** As the Deployment controller makes it; the scheduler has found a node. */
export const podObject = (
  name: string,
  { preStop }: Workload,
  gates: readonly string[],
  grace: number,
): KubeInput => ({
  ...podRef(name),
  metadata: { ...podRef(name).metadata, labels: LABELS },
  spec: {
    nodeName: 'node-1',
    terminationGracePeriodSeconds: preStop + grace,
    readinessGates: gates.map((conditionType) => ({ conditionType })),
    containers: [
      {
        name: 'web',
        image: 'web',
        ports: [{ containerPort: PORT }],
        readinessProbe: { httpGet: { path: '/', port: PORT }, periodSeconds: 5 },
        ...(preStop > 0 && { lifecycle: { preStop: { sleep: { seconds: preStop } } } }),
      },
    ],
  },
});
