import test, { type ExecutionContext } from 'ava';
import { createWebhookObjects } from '../../../src/kube/webhook-objects.ts';
import { createManualClock } from '../../helpers/manual-clock.ts';
import { refused, scriptedKube } from '../../helpers/scripted-kube.ts';

const SECRET = '/api/v1/namespaces/ingress/secrets/hook';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

async function setUp(t: ExecutionContext, data: Readonly<Record<string, string>> | null) {
  const kube = await scriptedKube(createManualClock(), ({ path, method }) => {
    if (path === SECRET && data === null) return refused(404, 'NotFound');
    return { body: method === 'GET' ? { metadata: { resourceVersion: '7' }, data } : {} };
  });
  t.teardown(() => kube.close());
  const { signal } = new AbortController();
  const names = { namespace: 'ingress', secret: 'hook', configuration: 'ingress.edge' };
  return { kube, objects: createWebhookObjects({ client: kube.client, ...names, signal }) };
}

test('a Secret is read', async (t) => {
  const { objects } = await setUp(t, { 'tls.crt': base64('PEM') });
  t.deepEqual(await objects.readSecret(), { values: { 'tls.crt': 'PEM' }, version: '7' });
});
test('as the chart makes it', async (t) =>
  t.deepEqual(await (await setUp(t, {})).objects.readSecret(), { values: {}, version: '7' }));
test('there is none', async (t) => t.is(await (await setUp(t, null)).objects.readSecret(), null));

test('a Secret is written only as it was read', async (t) => {
  const { kube, objects } = await setUp(t, {});
  await objects.writeSecret({ 'tls.key': 'K' }, '7');
  t.like(kube.calls[0], {
    method: 'PATCH',
    path: SECRET,
    body: { metadata: { resourceVersion: '7' }, data: { 'tls.key': base64('K') } },
  });
});

test('both configurations are told whom to trust', async (t) => {
  const { kube, objects } = await setUp(t, {});
  await objects.trust('CA');
  const caBundle = base64('CA');
  t.deepEqual(
    kube.calls.map(({ method, path, body, headers }) => [method, path, headers['content-type'], body]),
    [
      ['mutating', 'pods.appgw-ingress.dev'],
      ['validating', 'ingresses.appgw-ingress.dev'],
    ].map(([kind, name]) => [
      'PATCH',
      `/apis/admissionregistration.k8s.io/v1/${kind}webhookconfigurations/ingress.edge`,
      'application/strategic-merge-patch+json',
      { webhooks: [{ name, clientConfig: { caBundle } }] },
    ]),
  );
});
