/** The library's configuration over real TLS: shared connections, rotated tokens and CAs. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { systemClock } from '../../../src/clock/clock.ts';
import { createAuthority } from '../../../src/emulator/authority.ts';
import { createAccess, type ClusterAddress } from '../../../src/kube/access.ts';
import { createKubeClient, type KubeClient } from '../../../src/kube/client.ts';

interface Api {
  readonly server: Server;
  readonly url: string;
  readonly ca: string;
  connections: number;
  requests: number;
  /** The only one that is good. */
  token: string;
}

async function serve(t: ExecutionContext): Promise<Api> {
  const authority = await createAuthority('api');
  const { certificate, key } = await authority.issue(['127.0.0.1']);
  const server = createServer({ cert: certificate, key }, (request, response) => {
    api.requests += 1;
    const isKnown = request.headers.authorization === `Bearer ${api.token}`;
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ agent: request.headers['user-agent'] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const api: Api = { server, url, ca: authority.pem, connections: 0, requests: 0, token: 'first' };
  server.on('secureConnection', () => (api.connections += 1));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return api;
}

function clientOf(t: ExecutionContext, address: ClusterAddress): KubeClient {
  const access = createAccess(address);
  t.teardown(() => access.close());
  return createKubeClient({ access, clock: systemClock, userAgent: 'appgw-ingress/test' });
}

async function folder(t: ExecutionContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'kube-access-'));
  t.teardown(() => rm(path, { recursive: true }));
  return path;
}

const kubeconfig = (server: string, user: object, cluster: object): string =>
  JSON.stringify({
    clusters: [{ name: 'c', cluster: { server, ...cluster } }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  });

test('all requests share connections, and say who we are', async (t) => {
  const api = await serve(t);
  const client = clientOf(t, { kind: 'server', server: api.url, token: 'first', ca: api.ca });
  for (let request = 0; request < 20; request += 1) {
    t.deepEqual(await client.request({ path: '/version' }), { agent: 'appgw-ingress/test' });
  }
  t.true(api.connections <= 2, `${api.connections} connections`);
});

test('a token that was rotated in the kubeconfig is read after one 401', async (t) => {
  const api = await serve(t);
  const file = join(await folder(t), 'config');
  const cluster = { 'certificate-authority-data': Buffer.from(api.ca).toString('base64') };
  await writeFile(file, kubeconfig(api.url, { token: 'first' }, cluster));
  const client = clientOf(t, { kind: 'kubeconfig', file });
  await client.request({ path: '/version' });
  api.token = 'second';
  await writeFile(file, kubeconfig(api.url, { token: 'second\n' }, cluster));
  await client.request({ path: '/version' });
  t.is(api.requests, 3);
  t.true(api.connections <= 2, `${api.connections} connections`);
});

test('a second 401 is the answer', async (t) => {
  const api = await serve(t);
  const client = clientOf(t, { kind: 'server', server: api.url, token: 'wrong', ca: api.ca });
  await t.throwsAsync(client.request({ path: '/version' }), { name: 'KubeError', message: /401/ });
  t.is(api.requests, 2);
});

test('a CA that was rotated is trusted without a restart', async (t) => {
  const api = await serve(t);
  const path = await folder(t);
  const [file, ca] = [join(path, 'config'), join(path, 'ca.crt')];
  await writeFile(ca, api.ca);
  await writeFile(file, kubeconfig(api.url, { token: 'first' }, { 'certificate-authority': 'ca.crt' }));
  const client = clientOf(t, { kind: 'kubeconfig', file });
  await client.request({ path: '/version' });
  const next = await createAuthority('next');
  const { certificate, key } = await next.issue(['127.0.0.1']);
  api.server.setSecureContext({ cert: certificate, key });
  api.server.closeAllConnections();
  await t.throwsAsync(client.request({ path: '/version' }), { name: 'KubeError' });
  await writeFile(ca, next.pem);
  await client.request({ path: '/version' });
  t.is(api.connections, 2);
});

test('a kubeconfig that cannot be read is an error of each request, and not for ever', async (t) => {
  const api = await serve(t);
  const file = join(await folder(t), 'config');
  const client = clientOf(t, { kind: 'kubeconfig', file });
  const error = await t.throwsAsync(client.request({ path: '/version' }));
  t.like(error, { name: 'KubeError', reason: 'CredentialsUnreadable', status: null });
  t.like(error?.cause, { code: 'ENOENT' });
  const cluster = { 'certificate-authority-data': Buffer.from(api.ca).toString('base64') };
  await writeFile(file, kubeconfig(api.url, { token: 'first' }, cluster));
  await t.notThrowsAsync(client.request({ path: '/version' }));
});
