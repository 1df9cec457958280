/** The projections of all kinds, each from an object as an API server sends it. */
import test from 'ava';
import { projectEndpointSlice } from '../../../src/kube/projections/endpoint-slice.ts';
import { projectIngressClass } from '../../../src/kube/projections/ingress-class.ts';
import { projectIngress } from '../../../src/kube/projections/ingress.ts';
import { projectSecret } from '../../../src/kube/projections/secret.ts';
import { projectService } from '../../../src/kube/projections/service.ts';

const metadata = {
  namespace: 'shop',
  name: 'web',
  uid: 'u1',
  resourceVersion: '42',
  generation: 3,
  creationTimestamp: '2026-01-01T00:00:00Z',
  labels: { app: 'web', 'kubernetes.io/service-name': 'web' },
  annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
  managedFields: [{ manager: 'kubectl' }],
};
const kept = { namespace: 'shop', name: 'web', uid: 'u1', creationTimestamp: '2026-01-01T00:00:00Z' };

test('Ingress: everything of the spec, annotations but the applied copy, no status', (t) => {
  const raw = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { ...metadata, annotations: { ...metadata.annotations, 'appgw.ingress.kubernetes.io/x': 'y' } },
    spec: {
      ingressClassName: 'c',
      defaultBackend: { service: { name: 'd', port: { name: 'http' } } },
      tls: [{ hosts: ['a.example.com'], secretName: 's' }, {}],
      rules: [
        {
          host: 'a.example.com',
          http: {
            paths: [
              { path: '/x', pathType: 'Exact', backend: { service: { name: 'w', port: { number: 80 } } } },
              { pathType: 'Prefix', backend: { resource: { apiGroup: 'g', kind: 'K', name: 'n' } } },
            ],
          },
        },
        {},
      ],
    },
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.1' }] } },
  };
  t.deepEqual(projectIngress(raw), {
    kind: 'Ingress',
    metadata: { ...kept, annotations: { 'appgw.ingress.kubernetes.io/x': 'y' } },
    spec: raw.spec as never,
  });
});

test('IngressClass: controller and parameters', (t) => {
  const parameters = {
    apiGroup: 'appgw-ingress.dev',
    kind: 'ApplicationGateway',
    name: 'main',
    scope: 'Cluster',
  };
  const raw = {
    metadata: { name: 'c', uid: 'u' },
    spec: { controller: 'azure/application-gateway', parameters },
  };
  t.deepEqual(projectIngressClass(raw), {
    kind: 'IngressClass',
    metadata: { namespace: '', name: 'c', uid: 'u' },
    spec: {
      controller: 'azure/application-gateway',
      parameters: { apiGroup: 'appgw-ingress.dev', kind: 'ApplicationGateway', name: 'main' },
    },
  });
});

test('Service: ports, type and selector', (t) => {
  const ports = [
    { name: 'http', protocol: 'TCP', port: 80, targetPort: 'web', nodePort: 30_080, appProtocol: 'http' },
    { port: 81, targetPort: 8081 },
  ];
  const raw = {
    metadata,
    spec: {
      type: 'NodePort',
      clusterIP: '10.0.0.1',
      selector: { app: 'web' },
      ports,
      sessionAffinity: 'None',
    },
    status: {},
  };
  t.deepEqual(projectService(raw), {
    kind: 'Service',
    metadata: kept,
    spec: { type: 'NodePort', selector: { app: 'web' }, ports: ports as never },
  });
});

test('EndpointSlice: only the label of its Service; equal conditions are one object', (t) => {
  const conditions = { ready: true, serving: true, terminating: false };
  const raw = {
    metadata,
    addressType: 'IPv4',
    endpoints: [
      {
        addresses: ['10.0.0.1'],
        conditions: { ...conditions },
        nodeName: 'n1',
        zone: '1',
        targetRef: { kind: 'Pod', namespace: 'shop', name: 'web-1', uid: 'p1' },
      },
      { addresses: ['10.0.0.2'], conditions: { ...conditions } },
      { addresses: ['10.0.0.3'] },
    ],
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
  };
  const slice = projectEndpointSlice(raw);
  t.deepEqual(slice, {
    kind: 'EndpointSlice',
    metadata: { ...kept, labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv4',
    endpoints: [
      { addresses: ['10.0.0.1'], conditions, targetRef: { kind: 'Pod', namespace: 'shop', name: 'web-1' } },
      { addresses: ['10.0.0.2'], conditions },
      { addresses: ['10.0.0.3'], conditions: {} },
    ],
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
  });
  t.is(slice.endpoints[0]?.conditions, slice.endpoints[1]?.conditions);
});

test('EndpointSlice: lists that Go wrote as null', (t) => {
  const slice = projectEndpointSlice({
    metadata,
    addressType: 'IPv4',
    endpoints: null,
    ports: null,
  } as never);
  t.deepEqual([slice.endpoints, slice.ports], [[], []]);
});

test('Secret: the keys of a certificate, and nothing where nobody refers to it', (t) => {
  const data = { 'tls.crt': 'Yw==', 'tls.key': 'aw==', 'other.jks': 'AAAA' };
  const raw = { metadata, type: 'kubernetes.io/tls', data };
  const without = { kind: 'Secret', metadata: kept, type: 'kubernetes.io/tls' } as const;
  t.deepEqual(projectSecret(raw, true), { ...without, data: { 'tls.crt': 'Yw==', 'tls.key': 'aw==' } });
  t.deepEqual(projectSecret(raw, false), without);
});
