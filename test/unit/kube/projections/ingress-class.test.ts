import test from 'ava';
import { projectIngressClass } from '../../../../src/kube/projections/ingress-class.ts';

test('controller and parameters', (t) => {
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
