import { once } from 'node:events';
import test from 'ava';
import { WebSocket } from 'ws';
import { createAuthority } from '../../../../src/emulator/authority.ts';
import { startEcho } from '../../../../src/emulator/echo/echo.ts';
import { send } from '../../../helpers/data-plane.ts';

const IDENTITY = { namespace: 'shop', service: 'web', pod: 'web-1', port: 80 };

test('says what reached it and who it is', async (t) => {
  const echo = await startEcho(IDENTITY);
  t.teardown(echo.close);
  const headers = { Host: 'a.test', 'x-b': ['1', '2'], 'X-AppGW-Trace-Id': 'f' };
  const {
    status,
    headers: answered,
    body,
  } = await send(echo, '/p%20q?a=1&b', { method: 'PUT', headers, body: 'ignored' });
  t.is(status, 200);
  t.is(answered['content-type'], 'application/json');
  const { headers: echoed, ...rest } = JSON.parse(body);
  t.deepEqual(rest, {
    ...IDENTITY,
    path: '/p%20q?a=1&b',
    host: 'a.test',
    method: 'PUT',
    proto: 'HTTP/1.1',
    tls: null,
  });
  t.deepEqual(echoed['X-B'], ['1', '2']);
  t.deepEqual(echoed['X-Appgw-Trace-Id'], ['f']);
});

const STATUS: readonly [path: string, rootStatus: number | undefined, expected: number][] = [
  ['/', undefined, 200],
  ['/', 404, 404],
  ['/?q', 404, 404],
  ['/x', 404, 200],
];
for (const [path, rootStatus, expected] of STATUS) {
  test(`status on ${path} with root status ${rootStatus} is ${expected}`, async (t) => {
    const echo = await startEcho(rootStatus === undefined ? IDENTITY : { ...IDENTITY, rootStatus });
    t.teardown(echo.close);
    const { status, body } = await send(echo, path);
    t.is(status, expected);
    t.is(JSON.parse(body).path, path);
  });
}

test('with a certificate the same port speaks TLS too, and says so', async (t) => {
  const authority = await createAuthority('Test CA');
  const echo = await startEcho({ ...IDENTITY, tls: await authority.issue(['a.test']) });
  t.teardown(echo.close);
  const secure = await send(echo, '/', { sni: 'a.test' });
  t.deepEqual(JSON.parse(secure.body).tls, { serverName: 'a.test', protocol: 'TLSv1.3' });
  t.is(JSON.parse((await send(echo, '/', { sni: '' })).body).tls.serverName, '');
  t.is(JSON.parse((await send(echo, '/')).body).tls, null);
});

test('without one a TLS client is cut off', async (t) => {
  const echo = await startEcho(IDENTITY);
  t.teardown(echo.close);
  await t.throwsAsync(send(echo, '/', { sni: 'a.test' }));
});

test('echoes WebSocket messages, text as text and bytes as bytes', async (t) => {
  const echo = await startEcho(IDENTITY);
  t.teardown(echo.close);
  const socket = new WebSocket(`ws://127.0.0.1:${echo.port}/chat`);
  await once(socket, 'open');
  for (const message of ['hello', Buffer.from([0, 255])]) {
    socket.send(message);
    const [data, isBinary] = await once(socket, 'message');
    t.deepEqual(data, Buffer.from(message));
    t.is(isBinary, typeof message !== 'string');
  }
});
