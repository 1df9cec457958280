import test from 'ava';
import { createDebug, startDebugServer, type Debug } from '../../../../src/cli/run/debug.ts';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import type { Secret } from '../../../../src/cluster/objects.ts';
import { makeCertificate, tlsSecret } from '../../../helpers/certificates.ts';
import { freeOffset } from '../../../helpers/free-offset.ts';
import { ingress } from '../../../helpers/objects.ts';
import { AT, BLANK, run } from '../../../helpers/pipeline.ts';
import { WORLD } from '../../../helpers/world.ts';

const certificate = makeCertificate({ hosts: ['a.com'], notAfter: new Date('2040-01-02T03:04:05Z') });
const bare = tlsSecret('shop', 'cert', certificate);
/** As kubectl leaves it: the whole Secret once more, in an annotation. */
const secret: Secret = {
  ...bare,
  metadata: {
    ...bare.metadata,
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(bare.data) },
  },
};
const opaque: Secret = {
  kind: 'Secret',
  metadata: { namespace: 'shop', name: 'ca' },
  data: { password: 'aHVudGVyMg==' },
};
const objects = [
  ...WORLD,
  secret,
  opaque,
  ingress({ name: 'x', rules: { 'a.com': ['/'] }, tls: [['cert', 'a.com']] }),
];

function planned(): Debug {
  const debug = createDebug(
    () => createSnapshot(objects, AT),
    () => AT,
  );
  const computation = run(objects);
  debug.planned('/gateways/edge', computation, BLANK, computation.diagnostics);
  return debug;
}
const bodyOf = async ({ routes }: Debug, path: string): Promise<string> => (await routes[path]!()).body;

test('the last plan, as text and as JSON', async (t) => {
  const debug = planned();
  const text = await bodyOf(debug, '/debug/plan');
  t.regex(text, /^\/gateways\/edge at 2026-11-21T00:00:00\.000Z\n/);
  t.regex(text, /\+ certificate /);
  const { '/gateways/edge': plan } = JSON.parse(await bodyOf(debug, '/debug/plan.json')) as Record<
    string,
    object
  >;
  t.deepEqual(Object.keys(plan!), ['at', 'changes', 'put', 'diagnostics']);
  debug.forget('/gateways/edge');
  t.is(await bodyOf(debug, '/debug/plan'), 'no plan was made here yet\n');
});

test('of Secrets only what opens nothing', async (t) => {
  const { secrets, ingresses } = JSON.parse(await bodyOf(planned(), '/debug/snapshot')) as {
    secrets: readonly { name: string }[];
    ingresses: readonly object[];
  };
  t.is(ingresses.length, 1);
  t.deepEqual(
    secrets.filter(({ name }) => name === 'cert' || name === 'ca'),
    [
      {
        namespace: 'shop',
        name: 'cert',
        type: 'kubernetes.io/tls',
        keys: ['tls.crt', 'tls.key'],
        certificate: { subject: 'CN=a.com', expires: '2040-01-02T03:04:05.000Z' },
      },
      { namespace: 'shop', name: 'ca', type: 'Opaque', keys: ['password'], certificate: null },
    ] as unknown as typeof secrets,
  );
});

test('no private key, in whatever form', async (t) => {
  const debug = planned();
  const pem = Buffer.from(secret.data!['tls.key']!, 'base64').toString();
  const der = pem.replaceAll(/-----[^-]+-----|\s/g, '');
  const forms = ['PRIVATE KEY', secret.data!['tls.key']!, der, der.slice(0, 60), 'aHVudGVyMg', 'hunter2'];
  for (const path of Object.keys(debug.routes)) {
    const body = await bodyOf(debug, path);
    t.true(body.length > 100, path);
    for (const form of forms) t.false(body.includes(form), `${path}: ${form.slice(0, 20)}`);
  }
  const { '/gateways/edge': plan } = JSON.parse(await bodyOf(debug, '/debug/plan.json')) as Record<
    string,
    { put: { properties: { sslCertificates: { properties: object }[] } } }
  >;
  t.like(plan!.put.properties.sslCertificates[0]!.properties, { password: '***' });
});

test('on loopback alone, or not at all', async (t) => {
  const port = 80 + (await freeOffset());
  const stop = await startDebugServer(planned(), port);
  const answer = await fetch(`http://127.0.0.1:${port}/debug/plan`);
  t.is(answer.status, 200);
  await t.throwsAsync(startDebugServer(planned(), port), { message: /--debug-port/ });
  await t.throwsAsync(fetch(`http://127.0.0.2:${port}/debug/plan`));
  await stop();
  await t.notThrowsAsync(startDebugServer(planned(), 0));
});
