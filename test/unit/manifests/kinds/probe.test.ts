import test from 'ava';
import { rootField } from '../../../../src/manifests/kinds/fields.ts';
import { readProbe } from '../../../../src/manifests/kinds/probe.ts';

const read = (value: unknown) => {
  const root = rootField(value);
  const probe = readProbe(root);
  return { probe, fields: root.problems.refusals.map(({ field }) => field) };
};
const refused = test.macro((t, probe: object, ...fields: string[]) =>
  t.deepEqual(read(probe).fields, fields),
);
const get = (members: object = {}) => ({ httpGet: { port: 80, ...members } });

test('TCP', refused, { tcpSocket: { port: 80 } });
test('gRPC', refused, { grpc: { port: 80 } });
test('none', refused, { periodSeconds: 5 }, '');
test('two', refused, { ...get(), exec: { command: ['x'] } }, 'httpGet');
test('no port', refused, { httpGet: {} }, 'httpGet.port');
test('port 70000', refused, get({ port: 70_000 }), 'httpGet.port');
test('port name', refused, get({ port: 'a_b' }), 'httpGet.port');
test('scheme', refused, get({ scheme: 'https' }), 'httpGet.scheme');
test('negative', refused, { ...get(), timeoutSeconds: -1 }, 'timeoutSeconds');
test('half a second', refused, { ...get(), periodSeconds: 0.5 }, 'periodSeconds');

for (const [title, value, probe] of [
  [
    'everything',
    {
      ...get({ port: 'http', path: '/live', host: 'a.com', scheme: 'HTTPS' }),
      periodSeconds: 5,
      failureThreshold: 2,
    },
    {
      httpGet: { port: 'http', path: '/live', host: 'a.com', scheme: 'HTTPS' },
      periodSeconds: 5,
      failureThreshold: 2,
    },
  ],
  ['nothing and 0 stand for the default', { ...get({ path: '' }), timeoutSeconds: 0 }, get()],
  [
    'of another kind only that it is there',
    { tcpSocket: { port: 80 }, periodSeconds: 3 },
    { periodSeconds: 3 },
  ],
  ['none', undefined, undefined],
] as const) {
  test(`read: ${title}`, (t) => t.deepEqual(read(value), { probe: probe as never, fields: [] }));
}
