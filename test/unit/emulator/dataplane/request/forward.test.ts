import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { RequestListener } from 'node:http';
import { createHash, randomBytes } from 'node:crypto';
import { createServer as createSocketServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { Readable } from 'node:stream';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { Agent, request } from 'undici';
import type { BackendHttpSettingsProperties } from '../../../../../src/appgw/wire.ts';
import type { SocketAddress } from '../../../../../src/emulator/contracts.ts';
import { createAuthority } from '../../../../../src/emulator/authority.ts';
import { ask, send, startBench, who } from '../../../../helpers/data-plane.ts';
import type { BenchOptions } from '../../../../helpers/data-plane.ts';
import { gatewayDocument } from '../../../../helpers/gateway-document.ts';
import type { GatewayWords } from '../../../../helpers/gateway-document.ts';

type Settings = Partial<BackendHttpSettingsProperties>;

/** One basic listener on port 80 before pool `p` with settings `s`. */
async function start(
  t: ExecutionContext,
  addresses: readonly string[],
  settings: Settings = {},
  options: BenchOptions = {},
  words: Partial<GatewayWords> = {},
) {
  const bench = await startBench(t, { endpoints: addresses, ...options });
  await bench.plane.apply(
    gatewayDocument({
      pools: { p: addresses },
      settings: { s: settings },
      listeners: { l: {} },
      rules: { r: { listener: 'l', action: 'p s' } },
      ...words,
    }),
  );
  return bench;
}

/** A backend of the test's own, healthy on `/`, that every address resolves to. */
async function backend(t: ExecutionContext, listener: RequestListener): Promise<() => SocketAddress> {
  const server = createServer((request, response) =>
    request.url === '/' ? response.end('healthy') : listener(request, response),
  );
  return listenOn(t, server);
}

async function listenOn(t: ExecutionContext, server: Server): Promise<() => SocketAddress> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  return () => ({ host: '127.0.0.1', port });
}

const urlOf = ({ host, port }: SocketAddress, path: string) => `http://${host}:${port}${path}`;

test('round robin over the members', async (t) => {
  const { at } = await start(t, ['10.0.0.1', '10.0.0.2', '10.0.0.3']);
  const seen = [];
  for (let count = 0; count < 6; count += 1) seen.push(await who(at(80), 'x'));
  t.deepEqual(new Set(seen.slice(0, 3)).size, 3);
  t.deepEqual(seen.slice(3), seen.slice(0, 3));
});

test('the backend sees method, path, query, headers and the address of the client', async (t) => {
  const bench = await start(t, ['10.0.0.1']);
  const answer = await ask(bench, 'a.test:8080', '/p%20q?x=1', {
    method: 'DELETE',
    headers: { 'X-Custom': 'v', under_score: 'v', Connection: 'close' },
  });
  t.deepEqual(
    [answer.method, answer.path, answer.host, answer.proto, answer.tls],
    ['DELETE', '/p%20q?x=1', 'a.test:8080', 'HTTP/1.1', null],
  );
  t.deepEqual(answer.headers['X-Custom'], ['v']);
  t.is(answer.headers['Under_score'], undefined);
  t.deepEqual(answer.headers['X-Forwarded-Port'], ['80']);
  t.regex(answer.headers['X-Forwarded-For']?.[0] ?? '', /^127\.0\.0\.1:\d+$/);
});

const HOSTS: readonly [name: string, settings: Settings, expected: string][] = [
  ['the client decides', {}, 'a.test'],
  ['hostName', { hostName: 'fixed.test' }, 'fixed.test'],
  ['the address of the member', { pickHostNameFromBackendAddress: true }, '10.0.0.1'],
];
for (const [name, settings, expected] of HOSTS) {
  test(`Host towards the backend: ${name}`, async (t) => {
    const answer = await ask(await start(t, ['10.0.0.1'], settings), 'a.test');
    t.is(answer.host, expected);
    t.deepEqual(answer.headers['X-Original-Host'], ['a.test']);
  });
}

const OVERRIDES: readonly [pattern: string | null, override: string, path: string, expected: string][] = [
  [null, '/override/', '/home/', '/override/home/'],
  [null, '/override', '/home?q', '/override/home?q'],
  ['/pathrule*', '/override/', '/pathrule/home/', '/override/home/'],
  ['/pathrule*', '/override/', '/home/', '/override/home/'],
  ['/pathrule/home*', '/override/', '/pathrule/home/', '/override/'],
  ['/pathrule/home*', '/override/', '/pathrule/home/x/', '/override/x/'],
  ['/pathrule/', '/override/', '/pathrule/', '/override/'],
  ['/pathrule/*', '/', '/pathrule/x%20y?q', '/x%20y?q'],
];
for (const [pattern, override, path, expected] of OVERRIDES) {
  test(`override path ${override} under ${pattern ?? 'a basic rule'}: ${path} -> ${expected}`, async (t) => {
    const mapped =
      pattern === null
        ? {}
        : {
            rules: { r: { listener: 'l', map: 'm' } },
            maps: { m: { default: 'p s', rules: [['rule', [pattern], 'p s']] as const } },
          };
    t.is((await ask(await start(t, ['10.0.0.1'], { path: override }, {}, mapped), 'x', path)).path, expected);
  });
}

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
  const { at, fleet } = await start(t, ['10.0.0.1', '10.0.0.2']);
  await fleet.sync([{ address: '10.0.0.2', port: 80, namespace: 'n', service: 's', pod: 'left' }]);
  for (let count = 0; count < 4; count += 1) t.is(await who(at(80), 'x'), 'left');
  await fleet.sync([]);
  t.is(await who(at(80), 'x', '/', { method: 'POST', body: 'x' }), 502);
});

test('silence: a second member is asked, then 504', async (t) => {
  const asked: string[] = [];
  const resolve = await backend(t, (request) => void asked.push(request.url ?? ''));
  const { at } = await start(
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
  const resolve = await backend(t, (request) => void request.resume().once('end', () => (asked += 1)));
  const { at } = await start(t, ['10.0.0.1', '10.0.0.2'], { requestTimeout: 1 }, { endpoints: [], resolve });
  t.is(await who(at(80), 'x', '/slow', { method: 'POST', body: 'once' }), 504);
  t.is(asked, 1);
});

test('a backend that hangs up before answering is 502', async (t) => {
  const resolve = await backend(t, (request) => request.socket.destroy());
  const { at } = await start(t, ['10.0.0.1'], {}, { endpoints: [], resolve });
  t.is(await who(at(80), 'x', '/hang-up'), 502);
});

test('5 MB stream through in both directions, byte for byte', async (t) => {
  const resolve = await backend(t, (request, response) => void request.pipe(response));
  const { at } = await start(t, ['10.0.0.1'], {}, { endpoints: [], resolve });
  const sent = randomBytes(5 * 1024 * 1024);
  const dispatcher = new Agent();
  t.teardown(() => dispatcher.close());
  for (const headers of [{ 'content-length': String(sent.length) }, { 'transfer-encoding': 'chunked' }]) {
    const body = 'content-length' in headers ? sent : Readable.from(chunksOf(sent));
    const answer = await request(urlOf(at(80), '/big'), { method: 'POST', body, dispatcher });
    t.is(sha256(Buffer.from(await answer.body.arrayBuffer())), sha256(sent), Object.keys(headers)[0]);
  }
});

async function* chunksOf(data: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < data.length; at += 65_536) yield data.subarray(at, at + 65_536);
}
const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');

test('the first byte arrives before the backend has finished', async (t) => {
  const { promise: seen, resolve: confirm } = Promise.withResolvers<void>();
  const resolve = await backend(t, (_request, response) => {
    response.write('first');
    void seen.then(() => response.end(' last'));
  });
  const { at } = await start(t, ['10.0.0.1'], {}, { endpoints: [], resolve });
  const outgoing = httpRequest(urlOf(at(80), '/stream')).end();
  const [answer] = await once(outgoing, 'response');
  t.is(String((await once(answer, 'data'))[0]), 'first');
  confirm();
  t.is(Buffer.concat(await answer.toArray()).toString(), ' last');
});

test('a client that leaves ends the request to the backend, before and after the head', async (t) => {
  const { promise: cut, resolve: confirm } = Promise.withResolvers<void>();
  const cutLate = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  const resolve = await backend(t, (request, response) => {
    response.once('close', request.url === '/silent' ? confirm : cutLate.resolve);
    if (request.url === '/silent') arrived.resolve();
    else response.write('some');
  });
  const { at } = await start(t, ['10.0.0.1', '10.0.0.2'], {}, { endpoints: [], resolve });
  const early = httpRequest(urlOf(at(80), '/silent'))
    .on('error', () => {})
    .end();
  await arrived.promise;
  early.destroy();
  await cut;
  const late = httpRequest(urlOf(at(80), '/talking'))
    .on('error', () => {})
    .end();
  await once(late, 'response');
  late.destroy();
  await cutLate.promise;
  t.pass();
});

test('a backend that breaks off in the body breaks the client off', async (t) => {
  const resolve = await backend(t, (_request, response) => {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('part', () => response.destroy());
  });
  const { at } = await start(t, ['10.0.0.1'], {}, { endpoints: [], resolve });
  await t.throwsAsync(send(at(80), '/broken'));
});

test('HEAD, 204, 304, Expect: 100-continue and repeated headers', async (t) => {
  const resolve = await backend(t, (request, response) => {
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
  const { at } = await start(t, ['10.0.0.1'], {}, { endpoints: [], resolve });
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
  const resolve = await backend(t, (request, response) => {
    ports.add(request.socket.remotePort);
    response.end();
  });
  const { at } = await start(t, ['10.0.0.1'], {}, { endpoints: [], resolve });
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
  const { at } = await start(t, ['10.0.0.1']);
  const { connect } = await import('node:net');
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

test('TLS to the backend: trusted roots, names and switches decide', async (t) => {
  const [authority, other] = await Promise.all([createAuthority('Backend CA'), createAuthority('Other CA')]);
  const tls = await authority.issue(['backend.test', 'pod.test']);
  const base64 = (pem: string) => Buffer.from(pem).toString('base64');
  const bench = await startBench(t, { endpoints: ['10.0.0.1:443'], tls });
  await bench.fleet.sync(
    ['10.0.0.1', 'pod.test'].map((address) => ({
      address,
      port: 443,
      namespace: 'n',
      service: 's',
      pod: address,
    })),
  );
  const root = (name: string) => ({ trustedRootCertificates: [{ id: `/trustedRootCertificates/${name}` }] });
  const secure = { port: 443, protocol: 'Https' } as const;
  const settings: Record<string, Settings> = {
    named: { ...secure, hostName: 'backend.test', ...root('own') },
    wrongName: { ...secure, hostName: 'other.test', ...root('own') },
    wrongRoot: { ...secure, hostName: 'backend.test', ...root('other') },
    noRoot: { ...secure, hostName: 'backend.test' },
    noChain: { ...secure, hostName: 'backend.test', validateCertChainAndExpiry: false },
    noName: { ...secure, hostName: 'other.test', validateSNI: false, ...root('own') },
    sniName: { ...secure, hostName: 'other.test', sniName: 'backend.test', ...root('own') },
    fqdn: { ...secure, pickHostNameFromBackendAddress: true, ...root('own') },
  };
  const names = Object.keys(settings);
  await bench.plane.apply(
    gatewayDocument({
      pools: { ip: ['10.0.0.1'], fqdn: ['pod.test'] },
      settings,
      roots: { own: base64(authority.pem), other: base64(other.pem) },
      listeners: Object.fromEntries(names.map((name) => [name, { hosts: [`${name}.in`] }])),
      rules: Object.fromEntries(
        names.map((name) => [name, { listener: name, action: `${name === 'fqdn' ? 'fqdn' : 'ip'} ${name}` }]),
      ),
    }),
  );
  const served: Record<string, string | number> = {};
  for (const name of names) {
    const { status, body } = await send(bench.at(80), '/', { headers: { Host: `${name}.in` } });
    served[name] =
      status === 200 ? `${JSON.parse(body).tls.serverName} ${JSON.parse(body).tls.protocol}` : status;
  }
  t.deepEqual(served, {
    named: 'backend.test TLSv1.2',
    wrongName: 502,
    wrongRoot: 502,
    noRoot: 502,
    noChain: 'backend.test TLSv1.2',
    noName: 'other.test TLSv1.2',
    sniName: 'backend.test TLSv1.2',
    fqdn: 'pod.test TLSv1.2',
  });
});

test('a listener that is not HTTP at all behind the gateway is 502', async (t) => {
  const resolve = await listenOn(
    t,
    createSocketServer((socket) => socket.on('error', () => {}).end('SSH-2.0\r\n')),
  );
  const { at } = await start(t, ['10.0.0.1'], {}, { endpoints: [], resolve });
  t.is(await who(at(80), 'x'), 502);
});
