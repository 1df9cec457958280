import test from 'ava';
import { projectService } from '../../../../src/kube/projections/service.ts';
import { kept, metadata } from './_raw.ts';

test('ports, type and selector', (t) => {
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

test('annotations: some settings of a backend are its own', (t) => {
  const annotations = { 'appgw.ingress.kubernetes.io/request-timeout': '5' };
  t.deepEqual(projectService({ metadata: { ...metadata, annotations } }).metadata, { ...kept, annotations });
});
