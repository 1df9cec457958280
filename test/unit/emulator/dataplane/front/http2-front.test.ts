import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import type { ClientHttp2Session, OutgoingHttpHeaders } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { EchoAnswer } from '../../../../../src/emulator/echo/answer.ts';
import { makeAuthority, makeCertificate } from '../../../../helpers/certificates.ts';
import { send, startBench } from '../../../../helpers/data-plane.ts';
import type { Bench, BenchOptions } from '../../../../helpers/data-plane.ts';
import { gatewayDocument, ref } from '../../../../helpers/gateway-document.ts';
import type { GatewayWords } from '../../../../helpers/gateway-document.ts';
import { httpsWords } from './_tls.ts';

const HTTP2 = { gateway: { enableHttp2: true } };

async function start(
  t: ExecutionContext,
  words: Partial<GatewayWords> = HTTP2,
  options: BenchOptions = {},
): Promise<Bench & { readonly document: GatewayWords }> {
  const document = { ...(await httpsWords({ a: { hosts: ['a.test'] } })), ...words };
  const bench = await startBench(t, { endpoints: ['10.0.0.0'], ...options });
  await bench.plane.apply(gatewayDocument(document));
  return { ...bench, document };
}

function open(t: ExecutionContext, { at }: Bench, tls: object = {}): ClientHttp2Session {
  const { host, port } = at(443);
  const options = { servername: 'a.test', rejectUnauthorized: false, ...tls };
  const session = connectHttp2(`https://${host}:${port}`, options);
  session.on('error', () => {});
  t.teardown(() => session.destroy());
  return session;
}

async function ask(session: ClientHttp2Session, headers: OutgoingHttpHeaders = {}, body?: string) {
  const stream = session.request({ ':authority': 'a.test', ...headers }, { endStream: body === undefined });
  const [received] = await once(stream.end(body), 'response');
  const text = Buffer.concat(await stream.toArray()).toString();
  return { status: Number(received[':status']), headers: received, body: text };
}

const echoOf = async (...args: Parameters<typeof ask>): Promise<EchoAnswer> =>
  JSON.parse((await ask(...args)).body) as EchoAnswer;

test('h2 is negotiated only where the gateway enables it, and HTTP/1.1 beside it', async (t) => {
  const off = await start(t, {});
  const on = await start(t);
  const negotiated = async ({ at }: Bench, ALPNProtocols: string[]): Promise<unknown> => {
    const socket = connect({ ...at(443), servername: 'a.test', rejectUnauthorized: false, ALPNProtocols });
    await once(socket, 'secureConnect');
    socket.destroy();
    return socket.alpnProtocol;
  };
  t.is(await negotiated(off, ['h2', 'http/1.1']), 'http/1.1');
  t.is(await negotiated(on, ['h2', 'http/1.1']), 'h2');
  t.is(await negotiated(on, ['http/1.1']), 'http/1.1');
  t.is((await send(on.at(443), '/', { sni: 'a.test', headers: { Host: 'a.test' } })).status, 200);
});

test('a backend gets HTTP/1.1 and the headers that it would get of an HTTP/1.1 client', async (t) => {
  const bench = await start(t);
  const answer = await echoOf(open(t, bench), { ':path': '/a?b=1', cookie: ['x=1', 'y=2'], 'x-own': 'v' });
  t.is((await echoOf(open(t, bench), { host: 'b.test' })).host, 'a.test');
  t.like(answer, { path: '/a?b=1', host: 'a.test', method: 'GET', proto: 'HTTP/1.1', tls: null });
  t.like(answer.headers, {
    Cookie: ['x=1; y=2'],
    'X-Own': ['v'],
    'X-Forwarded-Proto': ['https'],
    'X-Forwarded-Port': ['443'],
    'X-Original-Host': ['a.test'],
    'X-Original-Url': ['/a?b=1'],
  });
  t.regex(answer.headers['X-Forwarded-For']?.[0] ?? '', /^127\.0\.0\.1:\d+$/);
  t.false(Object.keys(answer.headers).some((name) => name.startsWith(':')));
});

test('bodies go through with and without length, repeated headers come back', async (t) => {
  const server = createServer((request, response) => {
    response.writeHead(
      201,
      [
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
      ].flat(),
    );
    request.pipe(response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  const bench = await start(t, HTTP2, { resolve: () => ({ host: '127.0.0.1', port }) });
  const session = open(t, bench);
  const body = 'x'.repeat(200_000);
  for (const length of [{}, { 'content-length': body.length }]) {
    const answer = await ask(session, { ':method': 'POST', ...length }, body);
    t.deepEqual([answer.status, answer.headers['set-cookie']], [201, ['a=1', 'b=2']]);
    t.true(answer.body === body);
  }
});

test('answers of the gateway itself: 404 for another host, 502 without members', async (t) => {
  const bench = await start(t);
  const other = await ask(open(t, bench), { ':authority': 'b.test' });
  t.like(other, { status: 404, headers: { server: 'Microsoft-Azure-Application-Gateway/v2' } });
  await bench.plane.apply(gatewayDocument({ ...bench.document, pools: { a: [] } }));
  t.is((await ask(open(t, bench))).status, 502);
});

test('each stream is held to the client certificate of its own host', async (t) => {
  const root = makeAuthority('root');
  const client = makeCertificate({ hosts: ['client'], issuer: root });
  const words = await httpsWords({ a: { hosts: ['a.test'], profile: 'strict' }, b: { hosts: ['b.test'] } });
  const bench = await start(t, {
    ...words,
    ...HTTP2,
    clientAuthorities: { root: btoa(root.certPem) },
    profiles: { strict: { trustedClientCertificates: [ref('trustedClientCertificates', 'root')] } },
  });
  await bench.fleet.sync([]);
  const statuses = async (session: ClientHttp2Session): Promise<number[]> => [
    (await ask(session)).status,
    (await ask(session, { ':authority': 'b.test' })).status,
  ];
  t.deepEqual(await statuses(open(t, bench, { cert: client.certPem, key: client.keyPem })), [502, 502]);
  t.deepEqual(await statuses(open(t, bench)), [400, 502]);
  t.deepEqual(await statuses(open(t, bench, { servername: 'b.test' })), [400, 502]);
});

test('a session lives through a change; a port that is given up ends it after its streams', async (t) => {
  const bench = await start(t);
  const session = open(t, bench);
  t.is((await echoOf(session)).pod, '10.0.0.0');
  await bench.plane.apply(gatewayDocument({ ...bench.document, pools: { a: [] } }));
  t.is((await ask(session)).status, 502);
  const closed = once(session, 'close');
  await bench.plane.apply(gatewayDocument({ listeners: {}, rules: {} }));
  await closed;
  t.pass();
});

test('after 1000 requests the connection is given up, and none of them is lost', async (t) => {
  const bench = await start(t);
  const session = open(t, bench);
  const closed = once(session, 'close');
  const headers = { ':authority': 'nobody.test' };
  for (let round = 0; round < 10; round += 1) {
    const statuses = await Promise.all(
      Array.from({ length: 100 }, async () => (await ask(session, headers)).status),
    );
    t.true(statuses.every((status) => status === 404));
  }
  await closed;
});
