import test, { type ExecutionContext } from 'ava';
import { startDefaultBackend, type DefaultBackendServer } from '../../../../src/cli/serve-default/server.ts';
import { requestRaw } from '../../../helpers/http-request.ts';

async function start(t: ExecutionContext, hosts: string[] = []): Promise<DefaultBackendServer> {
  const server = await startDefaultBackend({
    host: '127.0.0.1',
    notFoundPort: 0,
    redirectPort: 0,
    redirectHosts: () => hosts,
  });
  t.teardown(server.close);
  return server;
}

for (const [title, line, header, status] of [
  ['everything is not found', 'GET /any/path?x HTTP/1.1', 'Host: a.com', 404],
  ['whatever the method', 'POST / HTTP/1.1', 'Host: a.com', 404],
  ['its probe is answered', 'GET /healthz HTTP/1.1', 'Host: localhost', 200],
  ['on that path only', 'GET /healthz/x HTTP/1.1', 'Host: localhost', 404],
  [
    'and not to visitors of the gateway',
    'GET /healthz HTTP/1.1',
    'Host: a.com\r\nX-Forwarded-For: 1.2.3.4:5',
    404,
  ],
] as const) {
  test(`404 port: ${title}`, async (t) => {
    const { notFoundPort } = await start(t, ['a.com']);
    t.is((await requestRaw(notFoundPort, [line, header])).status, status);
  });
}

for (const [title, line, host, status, location] of [
  ['a host that it was told of', 'GET /x?y HTTP/1.1', 'a.com', 301, 'https://a.com/x?y'],
  ['also with a port', 'GET / HTTP/1.1', 'a.com:80', 301, 'https://a.com/'],
  ['any other host', 'GET / HTTP/1.1', 'evil.com', 404, undefined],
  ['a target in absolute form', 'GET http://a.com/z HTTP/1.1', 'evil.com', 301, 'https://a.com/z'],
  ['its probe', 'GET /healthz HTTP/1.1', 'localhost', 200, undefined],
  ['HEAD', 'HEAD /x HTTP/1.1', 'a.com', 301, 'https://a.com/x'],
] as const) {
  test(`redirect port: ${title}`, async (t) => {
    const { redirectPort } = await start(t, ['a.com']);
    const answer = await requestRaw(redirectPort, [line, `Host: ${host}`]);
    t.is(answer.status, status);
    t.is(answer.headers['location'], location);
    if (line.startsWith('HEAD')) t.is(answer.body, '');
  });
}

test('a header cannot be smuggled into the answer', async (t) => {
  const { redirectPort } = await start(t, ['a.com']);
  const answer = await requestRaw(redirectPort, ['GET /%0d%0aSet-Cookie:x HTTP/1.1', 'Host: a.com']);
  t.is(answer.headers['set-cookie'], undefined);
  t.is(answer.headers['location'], 'https://a.com/%0d%0aSet-Cookie:x');
});

test('hosts are asked for each time', async (t) => {
  const hosts: string[] = [];
  const { redirectPort } = await start(t, hosts);
  const status = async (): Promise<number> =>
    (await requestRaw(redirectPort, ['GET / HTTP/1.1', 'Host: a.com'])).status;
  t.is(await status(), 404);
  hosts.push('a.com');
  t.is(await status(), 301);
});

test('a port that is taken is refused, and the other one is free again', async (t) => {
  const { redirectPort } = await start(t);
  const taken = { host: '127.0.0.1', notFoundPort: 0, redirectPort, redirectHosts: () => [] };
  await t.throwsAsync(startDefaultBackend(taken), { code: 'EADDRINUSE' });
});
