import test from 'ava';
import { projectIngress } from '../../../../src/kube/projections/ingress.ts';
import { kept, metadata } from './_raw.ts';

test('everything of the spec, annotations but the applied copy, no status', (t) => {
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
