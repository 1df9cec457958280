import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:http2';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { WebSocket } from 'ws';
import type { BackendHttpSettingsProperties } from '../../../../../src/appgw/wire.ts';
import { endpoint, send, startBasic, startBench } from '../../../../helpers/data-plane.ts';
import type { Bench } from '../../../../helpers/data-plane.ts';
import { gatewayDocument } from '../../../../helpers/gateway-document.ts';
import { httpsWords } from '../front/_tls.ts';

const PODS = ['10.0.0.1', '10.0.0.2', '10.0.0.3'];

const start = (t: ExecutionContext, settings: Partial<BackendHttpSettingsProperties> = {}): Promise<Bench> =>
  startBasic(t, PODS, { cookieBasedAffinity: 'Enabled', ...settings });

/** Who answered, and the cookies that came with it. */
async function visit({ at }: Bench, cookie = '') {
  const { headers, body } = await send(at(80), '/', cookie === '' ? {} : { headers: { Cookie: cookie } });
  const lines = headers['set-cookie'] ?? [];
  return { pod: JSON.parse(body).pod as string, lines, cookies: lines.map((line) => line.split(';')[0]!) };
}

async function podsOf(bench: Bench, cookie: string): Promise<readonly string[]> {
  const pods = new Set<string>();
  for (let count = 0; count < 4; count += 1) pods.add((await visit(bench, cookie)).pod);
  return [...pods];
}

test('two cookies with the same 32 digits', async (t) => {
  const { lines } = await visit(await start(t));
  const [, token] = /=([0-9a-f]{32});/.exec(lines[0] ?? '') ?? [];
  t.deepEqual(lines, [
    `ApplicationGatewayAffinityCORS=${token}; Path=/; SameSite=None; Secure`,
    `ApplicationGatewayAffinity=${token}; Path=/`,
  ]);
});

test('a name of its own', async (t) => {
  const bench = await start(t, { affinityCookieName: 'shop' });
  const { cookies, pod } = await visit(bench);
  t.deepEqual(
    cookies.map((cookie) => cookie.split('=')[0]),
    ['shopCORS', 'shop'],
  );
  t.deepEqual(await podsOf(bench, cookies[1]!), [pod]);
});

test('either cookie leads to the member that set it, and is not set again', async (t) => {
  const bench = await start(t);
  for (let count = 0; count < PODS.length; count += 1) {
    const { cookies, pod } = await visit(bench);
    for (const cookie of cookies) t.deepEqual(await podsOf(bench, `a=b; ${cookie}`), [pod]);
    t.deepEqual((await visit(bench, cookies[0])).lines, []);
  }
});

test('nobody is bound without affinity, without a cookie or by the cookie of somebody else', async (t) => {
  const bound = await start(t);
  const { cookies } = await visit(bound);
  t.is((await podsOf(bound, 'ApplicationGatewayAffinity=0123')).length, 3);
  t.is((await podsOf(bound, '')).length, 3);
  const free = await startBasic(t, PODS);
  t.is((await podsOf(free, cookies.join('; '))).length, 3);
  t.deepEqual((await visit(free)).lines, []);
});

test('a member that is gone is replaced, and the cookies with it', async (t) => {
  const bench = await start(t);
  const { cookies, pod } = await visit(bench);
  await bench.fleet.sync(PODS.filter((address) => address !== pod).map(endpoint));
  const next = await visit(bench, cookies[1]);
  t.not(next.pod, pod);
  t.is(next.lines.length, 2);
  t.deepEqual(await podsOf(bench, next.cookies[1]!), [next.pod]);
});

test('WebSockets are bound too', async (t) => {
  const bench = await start(t);
  const { cookies } = await visit(bench);
  const { host, port } = bench.at(80);
  const lines = async (headers: Record<string, string>) => {
    const socket = new WebSocket(`ws://${host}:${port}/`, { headers });
    const [[response]] = (await Promise.all([once(socket, 'upgrade'), once(socket, 'open')])) as [
      [IncomingMessage],
      unknown,
    ];
    socket.terminate();
    return response.headers['set-cookie']?.length ?? 0;
  };
  for (let count = 0; count < PODS.length; count += 1) t.is(await lines({ Cookie: cookies[1]! }), 0);
  t.is(await lines({}), 2);
});

test('over HTTP/2 there are two cookies as well', async (t) => {
  const words = await httpsWords({ a: { hosts: ['a.test'] } });
  const bench = await startBench(t, { endpoints: ['10.0.0.0'] });
  const settings = { s: { cookieBasedAffinity: 'Enabled' } } as const;
  await bench.plane.apply(gatewayDocument({ ...words, settings, gateway: { enableHttp2: true } }));
  const { host, port } = bench.at(443);
  const session = connect(`https://${host}:${port}`, { servername: 'a.test', rejectUnauthorized: false });
  t.teardown(() => session.destroy());
  const [headers] = await once(session.request({ ':authority': 'a.test' }), 'response');
  t.is(headers['set-cookie']?.length, 2);
});
