/** Over real HTTPS, with a certificate of our own making. */
import { request } from 'node:https';
import type { TLSSocket } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import { createAuthority } from '../../../src/emulator/authority.ts';
import { ALLOWED, type AdmissionRequest } from '../../../src/webhook/review.ts';
import { serveWebhooks } from '../../../src/webhook/server.ts';

const HOST = 'hook.ingress.svc';
const REVIEW = {
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: { uid: 'u', operation: 'CREATE', namespace: 'shop', name: 'web', object: {} },
};

async function setUp(t: ExecutionContext) {
  const [first, second] = await Promise.all([createAuthority('first'), createAuthority('second')]);
  const errors: Error[] = [];
  const seen: AdmissionRequest[] = [];
  const webhooks = {
    '/yes': (asked: AdmissionRequest) => (seen.push(asked), ALLOWED),
    '/no': () => ({ ...ALLOWED, refusal: 'why' }),
    '/bug': () => {
      throw new Error('a bug');
    },
  };
  const server = await serveWebhooks(
    { webhooks, host: '127.0.0.1', port: 0, onError: (error) => errors.push(error) },
    await first.issue([HOST]),
  );
  t.teardown(() => server.close());
  const post = (path: string, body: string, ca = first.pem) =>
    new Promise<{ status: number; body: { response?: { allowed: boolean } }; issuer: string }>(
      (resolve, reject) => {
        const options = { method: 'POST', host: '127.0.0.1', port: server.port, path, ca, servername: HOST };
        const headers = { 'content-type': 'application/json' };
        request({ ...options, headers, agent: false }, (response) => {
          const issuer = String((response.socket as TLSSocket).getPeerCertificate().issuer.CN);
          let text = '';
          response.on('data', (part) => (text += part));
          response.on('end', () => resolve({ status: response.statusCode!, body: JSON.parse(text), issuer }));
        })
          .on('error', reject)
          .end(body);
      },
    );
  return { server, post, errors, seen, second };
}

test('a review and its answer', async (t) => {
  const { post, seen } = await setUp(t);
  t.like(await post('/yes', JSON.stringify(REVIEW)), {
    status: 200,
    body: { response: { uid: 'u', allowed: true } },
  });
  t.like(seen, [{ operation: 'CREATE', name: 'web' }]);
  t.like((await post('/no', JSON.stringify(REVIEW))).body, {
    kind: 'AdmissionReview',
    response: { allowed: false, status: { message: 'why' } },
  });
});

test('a bug of ours refuses nobody', async (t) => {
  const { post, errors } = await setUp(t);
  t.true((await post('/bug', JSON.stringify(REVIEW))).body.response?.allowed);
  t.deepEqual(
    errors.map(({ message }) => message),
    ['a bug'],
  );
});

test('what is no review is refused', async (t) => {
  const { post } = await setUp(t);
  t.is((await post('/yes', '{}')).status, 400);
  t.is((await post('/yes', '{')).status, 400);
  t.is((await post('/other', '{}')).status, 404);
  t.is((await post('/yes', JSON.stringify('x'.repeat(5 * 2 ** 20)))).status, 413);
});

test('a renewed certificate is used by the next connection', async (t) => {
  const { server, post, second } = await setUp(t);
  t.is((await post('/yes', JSON.stringify(REVIEW))).issuer, 'first');
  server.renew(await second.issue([HOST]));
  t.is((await post('/yes', JSON.stringify(REVIEW), second.pem)).issuer, 'second');
});
