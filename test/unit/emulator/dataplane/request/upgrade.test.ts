import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { WebSocket } from 'ws';
import { createAuthority } from '../../../../../src/emulator/authority.ts';
import type { SocketAddress } from '../../../../../src/emulator/contracts.ts';
import { send, startBench } from '../../../../helpers/data-plane.ts';
import type { BenchOptions } from '../../../../helpers/data-plane.ts';
import { gatewayDocument } from '../../../../helpers/gateway-document.ts';
import type { GatewayWords } from '../../../../helpers/gateway-document.ts';
import { packPfx } from '../../../../helpers/pfx.ts';

const DOCUMENT: GatewayWords = {
  pools: { p: ['10.0.0.1', '10.0.0.2'], empty: [] },
  settings: { s: { requestTimeout: 1 } },
  listeners: { l: { hosts: ['a.test'] }, e: { hosts: ['e.test'] }, r: { hosts: ['r.test'] } },
  rules: {
    l: { listener: 'l', action: 'p s' },
    e: { listener: 'e', action: 'empty s' },
    r: { listener: 'r', action: '-> x' },
  },
  redirects: { x: { redirectType: 'Found', targetUrl: 'http://away.test/' } },
};

async function start(t: ExecutionContext, options: BenchOptions = {}) {
  const bench = await startBench(t, { endpoints: ['10.0.0.1', '10.0.0.2'], ...options });
  await bench.plane.apply(gatewayDocument(DOCUMENT));
  return bench;
}

const open = ({ host, port }: SocketAddress, Host = 'a.test', path = '/chat') =>
  new WebSocket(`ws://${host}:${port}${path}`, { headers: { Host } });

async function echoed(socket: WebSocket, message: string): Promise<string> {
  socket.send(message);
  return String((await once(socket, 'message'))[0]);
}

async function refusal(socket: WebSocket) {
  const [, response] = await once(socket, 'unexpected-response');
  socket.on('error', () => {}).terminate();
  return response;
}

test('messages go both ways, and the end of one side is the end of the other', async (t) => {
  const { at } = await start(t);
  const socket = open(at(80));
  await once(socket, 'open');
  t.is(await echoed(socket, 'hello'), 'hello');
  t.is(await echoed(socket, 'x'.repeat(300_000)), 'x'.repeat(300_000));
  socket.close(1000);
  t.is((await once(socket, 'close'))[0], 1000);
});

test('apply cuts WebSockets; new ones are served by the new document', async (t) => {
  const { plane, at } = await start(t);
  const socket = open(at(80));
  await once(socket, 'open');
  const cut = once(socket, 'close');
  await plane.apply(gatewayDocument(DOCUMENT));
  t.is((await cut)[0], 1006);
  const next = open(at(80));
  await once(next, 'open');
  t.is(await echoed(next, 'again'), 'again');
  next.terminate();
});

test('no listener, empty pool and redirect answer an upgrade like any request', async (t) => {
  const { at } = await start(t);
  t.is((await refusal(open(at(80), 'none.test'))).statusCode, 404);
  t.is((await refusal(open(at(80), 'e.test'))).statusCode, 502);
  const redirected = await refusal(open(at(80), 'r.test'));
  t.deepEqual([redirected.statusCode, redirected.headers.location], [302, 'http://away.test/chat']);
});

test('the second member is asked when the first is gone', async (t) => {
  const { at, fleet } = await start(t);
  await fleet.sync([{ address: '10.0.0.2', port: 80, namespace: 'n', service: 's', pod: 'left' }]);
  for (let count = 0; count < 2; count += 1) {
    const socket = open(at(80));
    await once(socket, 'open');
    socket.terminate();
  }
  await fleet.sync([]);
  t.is((await refusal(open(at(80)))).statusCode, 502);
});

test('a backend that does not switch: its own answer, then the end; one that is silent: 504', async (t) => {
  const server = createServer((request, response) => {
    if (request.url === '/silent') return;
    response
      .writeHead(request.url === '/' ? 200 : 403, { 'X-Seen': String(request.headers['x-forwarded-port']) })
      .end('no');
  });
  server.on('upgrade', (request, socket) => {
    if (request.url !== '/silent')
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nX-Seen: 80\r\n\r\nno');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  const { at } = await start(t, { resolve: () => ({ host: '127.0.0.1', port }) });
  const refused = await refusal(open(at(80)));
  t.deepEqual(
    [refused.statusCode, refused.headers['x-seen'], refused.headers.connection],
    [403, '80', 'close'],
  );
  t.is((await refusal(open(at(80), 'a.test', '/silent'))).statusCode, 504);
});

test('an upgrade to something else is an ordinary request', async (t) => {
  const { at } = await start(t);
  const { status, body } = await send(at(80), '/', {
    headers: { Host: 'a.test', Connection: 'Upgrade', Upgrade: 'h2c' },
  });
  t.is(status, 200);
  t.is(JSON.parse(body).headers.Upgrade, undefined);
});

test('bytes that follow the request at once are not lost', async (t) => {
  const { at } = await start(t);
  const socket = connect(at(80));
  const head = [
    'GET /chat HTTP/1.1',
    'Host: a.test',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==',
    '',
    '',
  ];
  const maskedHi = Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x68, 0x69]);
  socket.write(Buffer.concat([Buffer.from(head.join('\r\n')), maskedHi]));
  let received = '';
  for await (const chunk of socket) {
    received += String(chunk);
    if (received.endsWith('hi')) break;
  }
  t.regex(received, /^HTTP\/1\.1 101 Switching Protocols\r\n/);
});

test('over TLS at the front', async (t) => {
  const authority = await createAuthority('Test CA');
  const { plane, at } = await start(t);
  const data = packPfx(await authority.issue(['a.test']), 'pw');
  await plane.apply(
    gatewayDocument({
      ...DOCUMENT,
      certificates: { c: { data, password: 'pw' } },
      listeners: { ...DOCUMENT.listeners, l: { hosts: ['a.test'], certificate: 'c' } },
    }),
  );
  const { host, port } = at(443);
  const socket = new WebSocket(`wss://${host}:${port}/`, {
    headers: { Host: 'a.test' },
    rejectUnauthorized: false,
  });
  await once(socket, 'open');
  t.is(await echoed(socket, 'secret'), 'secret');
  socket.terminate();
});
