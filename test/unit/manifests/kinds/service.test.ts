import test from 'ava';
import { accepted, refusals } from './refusals.ts';

const service = (spec: unknown) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec });
const check = test.macro((t, spec: unknown, ...fields: string[]) => {
  t.deepEqual(refusals(service(spec)), fields);
});
const port = (changes: object) => ({ ports: [{ port: 80, ...changes }] });
const named = (name?: string, number = 80, protocol?: string) => ({ name, port: number, protocol });

test('one port', check, port({}));
test('no spec', check, undefined, 'spec.ports');
test('no port', check, { ports: [] }, 'spec.ports');
test('headless without port', check, { clusterIP: 'None' });
test('ExternalName', check, { type: 'ExternalName', externalName: 'example.com.' });
test('ExternalName without name', check, { type: 'ExternalName' }, 'spec.externalName');
test(
  'ExternalName with a bad name',
  check,
  { type: 'ExternalName', externalName: 'a_b' },
  'spec.externalName',
);
test('type', check, { type: 'clusterip', ...port({}) }, 'spec.type');
test('port missing', check, { ports: [{ name: 'x' }] }, 'spec.ports[0].port');
test('port 0', check, port({ port: 0 }), 'spec.ports[0].port');
test('port too large', check, port({ port: 65_536 }), 'spec.ports[0].port');
test('port as text', check, port({ port: '80' }), 'spec.ports[0].port');
test('protocol', check, port({ protocol: 'tcp' }), 'spec.ports[0].protocol');
test('targetPort by number', check, port({ targetPort: 8080 }));
test('targetPort by name', check, port({ targetPort: 'http' }));
test('targetPort too large', check, port({ targetPort: 70_000 }), 'spec.ports[0].targetPort');
test('targetPort with a bad name', check, port({ targetPort: '8080' }), 'spec.ports[0].targetPort');
test('nodePort of a NodePort', check, { type: 'NodePort', ...port({ nodePort: 30_080 }) });
test('nodePort of a ClusterIP', check, port({ nodePort: 30_080 }), 'spec.ports[0].nodePort');
test('appProtocol', check, port({ appProtocol: 'kubernetes.io/h2c' }));
test('bad appProtocol', check, port({ appProtocol: 'a b' }), 'spec.ports[0].appProtocol');
test('several ports', check, { ports: [named('a', 80), named('b', 443), named('c', 80, 'UDP')] });
test(
  'several ports need names',
  check,
  { ports: [named('a', 80), named(undefined, 443)] },
  'spec.ports[1].name',
);
test('a name used twice', check, { ports: [named('a', 80), named('a', 443)] }, 'spec.ports[1].name');
test('a port used twice', check, { ports: [named('a', 80), named('b', 80)] }, 'spec.ports[1]');
test('port name', check, port({ name: 'A' }), 'spec.ports[0].name');
test('selector', check, { ...port({}), selector: { app: 1 } }, 'spec.selector[app]');

test('the name of a Service is a DNS label', (t) => {
  t.deepEqual(refusals({ ...service(port({})), metadata: { name: 'a.b' } }), ['metadata.name']);
});

test('defaults are left to the readers of the object, zero values are dropped', (t) => {
  t.deepEqual(accepted(service({ clusterIP: '10.0.0.1', ...port({ targetPort: 0 }) })), {
    kind: 'Service',
    metadata: { namespace: 'default', name: 'web' },
    spec: { ports: [{ port: 80 }] },
  });
});
