import { createServer as createSocketServer, connect } from 'node:net';
import test from 'ava';
import { Agent, request } from 'undici';
import { listenOn, startBackend, urlOf } from '../../../../helpers/backend.ts';
import { send, startBasic, startBench, who } from '../../../../helpers/data-plane.ts';
import { gatewayDocument } from '../../../../helpers/gateway-document.ts';

test('round robin over the members', async (t) => {
  const { at } = await startBasic(t, ['10.0.0.1', '10.0.0.2', '10.0.0.3']);
  const seen = [];
  for (let count = 0; count < 6; count += 1) seen.push(await who(at(80), 'x'));
  t.deepEqual(new Set(seen.slice(0, 3)).size, 3);
  t.deepEqual(seen.slice(3), seen.slice(0, 3));
});

test('an empty pool, and one that nobody answers for, are 502 with the page', async (t) => {
  const bench = await startBench(t);
  await bench.plane.apply(
    gatewayDocument({
      pools: { empty: [], dead: ['10.0.0.1', '10.0.0.2'] },
      settings: { s: {} },
      listeners: { e: { hosts: ['e.test'] }, d: { hosts: ['d.test'] } },
      rules: { e: { listener: 'e', action: 'empty s' }, d: { listener: 'd', action: 'dead s' } },
    }),
  );
  for (const host of ['e.test', 'd.test']) {
    const { status, headers, body } = await send(bench.at(80), '/', { headers: { Host: host } });
    t.is(status, 502);
    t.is(headers.server, 'Microsoft-Azure-Application-Gateway/v2');
    t.regex(body, /<title>502 Bad Gateway<\/title>/);
  }
});

test('a member that refuses the connection is passed over before its probes notice', async (t) => {
  const { at, fleet } = await startBasic(t, ['10.0.0.1', '10.0.0.2']);
  await fleet.sync([{ address: '10.0.0.2', port: 80, namespace: 'n', service: 's', pod: 'left' }]);
  for (let count = 0; count < 4; count += 1) t.is(await who(at(80), 'x'), 'left');
  await fleet.sync([]);
  t.is(await who(at(80), 'x', '/', { method: 'POST', body: 'x' }), 502);
});

test('silence: a second member is asked, then 504', async (t) => {
  const asked: string[] = [];
  const resolve = await startBackend(t, (request) => void asked.push(request.url ?? ''));
  const { at } = await startBasic(
    t,
    ['10.0.0.1', '10.0.0.2', '10.0.0.3'],
    { requestTimeout: 1 },
    { endpoints: [], resolve },
  );
  const { status, body } = await send(at(80), '/slow');
  t.is(status, 504);
  t.regex(body, /504 Gateway Timeout/);
  t.deepEqual(asked, ['/slow', '/slow']);
});

test('silence after a body: no second member', async (t) => {
  let asked = 0;
  const resolve = await startBackend(t, (request) => void request.resume().once('end', () => (asked += 1)));
  const { at } = await startBasic(
    t,
    ['10.0.0.1', '10.0.0.2'],
    { requestTimeout: 1 },
    { endpoints: [], resolve },
  );
  t.is(await who(at(80), 'x', '/slow', { method: 'POST', body: 'once' }), 504);
  t.is(asked, 1);
});

test('a backend that hangs up before answering is 502', async (t) => {
  const resolve = await startBackend(t, (request) => request.socket.destroy());
  const { at } = await startBasic(t, ['10.0.0.1'], {}, { endpoints: [], resolve });
  t.is(await who(at(80), 'x', '/hang-up'), 502);
});

test('HEAD, 204, 304, Expect: 100-continue and repeated headers', async (t) => {
  const resolve = await startBackend(t, (request, response) => {
    const status = Number(request.headers['x-status'] ?? 200);
    response.writeHead(status, [
      'Set-Cookie',
      'a=1',
      'X-Expect',
      String(request.headers.expect),
      'Set-Cookie',
      'b=2',
      ...(status === 200 ? ['Content-Length', '4'] : []),
    ]);
    response.end(request.method === 'HEAD' || status !== 200 ? undefined : 'body');
  });
  const { at } = await startBasic(t, ['10.0.0.1'], {}, { endpoints: [], resolve });
  const head = await send(at(80), '/x', { method: 'HEAD' });
  t.deepEqual([head.status, head.headers['content-length'], head.body], [200, '4', '']);
  t.deepEqual(head.headers['set-cookie'], ['a=1', 'b=2']);
  for (const status of [204, 304])
    t.is((await send(at(80), '/x', { headers: { 'X-Status': status } })).status, status);
  const expecting = await send(at(80), '/x', {
    method: 'POST',
    body: 'b',
    headers: { Expect: '100-continue' },
  });
  t.deepEqual([expecting.body, expecting.headers['x-expect']], ['body', 'undefined']);
});

test('backend connections are reused, and so is that of the client', async (t) => {
  const ports = new Set<number | undefined>();
  const resolve = await startBackend(t, (request, response) => {
    ports.add(request.socket.remotePort);
    response.end();
  });
  const { at } = await startBasic(t, ['10.0.0.1'], {}, { endpoints: [], resolve });
  const dispatcher = new Agent({ connections: 1 });
  t.teardown(() => dispatcher.close());
  for (let count = 0; count < 5; count += 1) {
    const { headers, body } = await request(urlOf(at(80), '/x'), { dispatcher });
    t.is(headers['keep-alive'], 'timeout=75');
    await body.dump();
  }
  t.is(ports.size, 1);
});

test('requests in a pipeline are answered in order', async (t) => {
  const { at } = await startBasic(t, ['10.0.0.1']);
  const socket = connect(at(80));
  const ask = (path: string, last = false) =>
    `GET ${path} HTTP/1.1\r\nHost: x\r\n${last ? 'Connection: close\r\n' : ''}\r\n`;
  socket.write(ask('/1') + ask('/2') + ask('/3', true));
  const text = Buffer.concat(await socket.toArray()).toString();
  t.deepEqual(
    [...text.matchAll(/"path":"(.*?)"/g)].map(([, path]) => path),
    ['/1', '/2', '/3'],
  );
});

test('a listener that is not HTTP at all behind the gateway is 502', async (t) => {
  const resolve = await listenOn(
    t,
    createSocketServer((socket) => socket.on('error', () => {}).end('SSH-2.0\r\n')),
  );
  const { at } = await startBasic(t, ['10.0.0.1'], {}, { endpoints: [], resolve });
  t.is(await who(at(80), 'x'), 502);
});
