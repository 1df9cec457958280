import { once } from 'node:events';
import { createServer, Agent, request as httpRequest } from 'node:http';
import { connect, createServer as createSocketServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import test from 'ava';
import { endpoint, send, startBench, who } from '../../../helpers/data-plane.ts';
import { gatewayDocument } from '../../../helpers/gateway-document.ts';
import type { GatewayWords } from '../../../helpers/gateway-document.ts';

const to = (address: string, port = 80): GatewayWords => ({
  pools: { p: [address] },
  settings: { s: {} },
  listeners: { l: { port } },
  rules: { r: { listener: 'l', action: 'p s' } },
});
const ONE = gatewayDocument(to('10.0.0.1'));
const TWO = gatewayDocument(to('10.0.0.2'));
const ENDPOINTS = ['10.0.0.1', '10.0.0.2'];

/** A backend that answers `/` at once and anything else when told to. */
async function slowBackend() {
  const arrived = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    if (request.url === '/') return void response.end();
    arrived.resolve();
    void release.promise.then(() => response.end('late'));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    resolve: () => ({ host: '127.0.0.1', port }),
    arrived: arrived.promise,
    release: release.resolve,
    server,
  };
}

test('nothing listens before the first document', async (t) => {
  const { plane } = await startBench(t);
  t.deepEqual(plane.listening(), []);
  t.deepEqual(plane.health(), { backendAddressPools: [] });
});

test('listening() says frontend, protocol, port of the gateway and address of this machine, in order', async (t) => {
  const { plane } = await startBench(t, { endpoints: ENDPOINTS });
  await plane.apply(
    gatewayDocument({
      ...to('10.0.0.1'),
      listeners: { a: { frontend: 'private' }, b: { port: 8080 }, c: {}, unused: { port: 99 } },
      rules: {
        a: { listener: 'a', action: 'p s' },
        b: { listener: 'b', action: 'p s' },
        c: { listener: 'c', action: 'p s' },
      },
    }),
  );
  const ports = plane.listening();
  t.deepEqual(
    ports.map(({ frontend, protocol, port }) => [frontend, protocol, port]),
    [
      ['public', 'http', 80],
      ['public', 'http', 8080],
      ['private', 'http', 80],
    ],
  );
  for (const { address } of ports) t.regex(address, /^127\.0\.0\.1:[1-9]\d*$/);
});

test('bind is asked with the frontend and the port of the gateway', async (t) => {
  const asked: unknown[] = [];
  const { plane } = await startBench(t, {
    endpoints: ENDPOINTS,
    bind: (...question) => {
      asked.push(question);
      return { host: '127.0.0.1', port: 0 };
    },
  });
  await plane.apply(ONE);
  await plane.apply(TWO);
  t.deepEqual(asked, [['public', 80]]);
});

test('apply swaps at once: same socket, and open client connections go on with the new document', async (t) => {
  const { plane, at } = await startBench(t, { endpoints: ENDPOINTS });
  await plane.apply(ONE);
  const socket = at(80);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.teardown(() => agent.destroy());
  t.is(await who(socket, 'x', '/', { agent }), '10.0.0.1');
  await plane.apply(TWO);
  t.deepEqual(at(80), socket);
  t.is(await who(socket, 'x', '/', { agent }), '10.0.0.2');
});

test('a request under way ends with the document that it began with', async (t) => {
  const { resolve, arrived, release, server } = await slowBackend();
  t.teardown(() => server.close());
  const { plane, at } = await startBench(t, { resolve });
  await plane.apply(ONE);
  const answer = send(at(80), '/slow');
  await arrived;
  await plane.apply(gatewayDocument({ ...to('10.0.0.9'), pools: { p: [] } }));
  t.is((await send(at(80))).status, 502);
  release();
  t.like(await answer, { status: 200, body: 'late' });
});

test('a port that is gone refuses new connections, finishes what is under way and then ends', async (t) => {
  const { resolve, arrived, release, server } = await slowBackend();
  t.teardown(() => server.close());
  const { plane, at } = await startBench(t, { resolve });
  await plane.apply(ONE);
  const old = at(80);
  const agent = new Agent({ keepAlive: true });
  t.teardown(() => agent.destroy());
  const outgoing = httpRequest({ ...old, path: '/slow', agent }).end();
  const [[socket]] = (await Promise.all([once(outgoing, 'socket'), arrived])) as [[Socket], void];
  await plane.apply(gatewayDocument(to('10.0.0.1', 8080)));
  await t.throwsAsync(send(old), { code: 'ECONNREFUSED' });
  t.is((await send(at(8080))).status, 200);
  const ended = once(socket, 'close');
  release();
  const [response] = await once(outgoing, 'response');
  t.is(Buffer.concat(await response.toArray()).toString(), 'late');
  await ended;
});

test('a document that cannot be served changes nothing, and the next one is served', async (t) => {
  const { plane, at } = await startBench(t, { endpoints: ENDPOINTS });
  await plane.apply(ONE);
  const broken = gatewayDocument({ ...to('10.0.0.2'), rules: { r: { listener: 'l', action: 'gone s' } } });
  await t.throwsAsync(plane.apply(broken), {
    code: 'INVALID_CONFIGURATION',
    message: /requestRoutingRules\/r refers to /,
  });
  t.is(await who(at(80), 'x'), '10.0.0.1');
  await plane.apply(TWO);
  t.is(await who(at(80), 'x'), '10.0.0.2');
});

test('a port that is taken is refused by name; ports bound beside it are given back', async (t) => {
  const taken = createSocketServer();
  await once(taken.listen(0, '127.0.0.1'), 'listening');
  t.teardown(() => taken.close());
  const free = createSocketServer();
  await once(free.listen(0, '127.0.0.1'), 'listening');
  const { port: freePort } = free.address() as AddressInfo;
  free.close();
  const { port: takenPort } = taken.address() as AddressInfo;
  const { plane, at } = await startBench(t, {
    endpoints: ENDPOINTS,
    bind: (_frontend, port) => ({
      host: '127.0.0.1',
      port: port === 81 ? takenPort : port === 82 ? freePort : 0,
    }),
  });
  await plane.apply(ONE);
  const words: GatewayWords = {
    ...to('10.0.0.2'),
    listeners: { l: {}, m: { port: 81 }, n: { port: 82 } },
    rules: {
      l: { listener: 'l', action: 'p s' },
      m: { listener: 'm', action: 'p s' },
      n: { listener: 'n', action: 'p s' },
    },
  };
  await t.throwsAsync(plane.apply(gatewayDocument(words)), {
    code: 'INVALID_CONFIGURATION',
    message: new RegExp(`frontendPorts/port-81 cannot be served on 127\\.0\\.0\\.1:${takenPort}`),
  });
  t.is(await who(at(80), 'x'), '10.0.0.1');
  t.deepEqual(plane.listening().length, 1);
  await t.throwsAsync(send({ host: '127.0.0.1', port: freePort }), { code: 'ECONNREFUSED' });
});

test('applies run one after the other', async (t) => {
  const { plane, at } = await startBench(t, { endpoints: ENDPOINTS });
  await Promise.all([plane.apply(ONE), plane.apply(TWO), plane.apply(ONE), plane.apply(TWO)]);
  t.is(await who(at(80), 'x'), '10.0.0.2');
});

test('health in the shape of ARM, per pool and settings in use', async (t) => {
  const { plane, fleet } = await startBench(t, { endpoints: ENDPOINTS });
  await fleet.sync([endpoint('10.0.0.1'), { ...endpoint('10.0.0.2'), rootStatus: 404 }]);
  const words: GatewayWords = {
    pools: { p: ['10.0.0.1', '10.0.0.2'], empty: [] },
    settings: { s: {}, lenient: { probe: { id: '/probes/lenient' } }, unused: {} },
    probes: { lenient: { host: 'x', unhealthyThreshold: 1, match: { statusCodes: ['200-499'] } } },
    listeners: { a: {}, b: { port: 81 }, c: { port: 82 } },
    rules: {
      a: { listener: 'a', action: 'p s' },
      b: { listener: 'b', action: 'p lenient' },
      c: { listener: 'c', action: 'empty s' },
    },
  };
  await plane.apply(gatewayDocument(words));
  const short = plane
    .health()
    .backendAddressPools.map((pool) => [
      pool.backendAddressPool.id.split('/').slice(-2).join('/'),
      pool.backendHttpSettingsCollection.map((settings) => [
        settings.backendHttpSettings.id.split('/').slice(-2).join('/'),
        settings.servers.map(({ address, health, healthProbeLog }) => [
          address,
          health,
          healthProbeLog?.split('.')[0],
        ]),
      ]),
    ]);
  const mismatch = "Status code of the backend's HTTP response did not match the probe setting";
  t.deepEqual(short, [
    [
      'backendAddressPools/p',
      [
        [
          'backendHttpSettingsCollection/s',
          [
            ['10.0.0.1', 'Up', 'Success'],
            ['10.0.0.2', 'Unknown', mismatch],
          ],
        ],
        [
          'backendHttpSettingsCollection/lenient',
          [
            ['10.0.0.1', 'Up', 'Success'],
            ['10.0.0.2', 'Up', 'Success'],
          ],
        ],
      ],
    ],
    ['backendAddressPools/empty', [['backendHttpSettingsCollection/s', []]]],
  ]);
});

test('only members whose probe succeeds are in rotation', async (t) => {
  const { plane, fleet, at } = await startBench(t);
  await fleet.sync([endpoint('10.0.0.1'), { ...endpoint('10.0.0.2'), rootStatus: 500 }]);
  const words = { ...to('10.0.0.1'), pools: { p: ENDPOINTS } };
  await plane.apply(gatewayDocument(words));
  for (let count = 0; count < 4; count += 1) t.is(await who(at(80), 'x'), '10.0.0.1');
  await fleet.sync(ENDPOINTS.map(endpoint));
  await plane.apply(gatewayDocument(words));
  t.deepEqual(
    new Set([await who(at(80), 'x'), await who(at(80), 'x')]),
    new Set(ENDPOINTS),
    'apply asks again what is not up',
  );
});

test('close ends connections and frees the ports', async (t) => {
  const { plane, at } = await startBench(t, { endpoints: ENDPOINTS });
  await plane.apply(ONE);
  const address = at(80);
  const idle = connect(address);
  await once(idle, 'connect');
  const cut = once(idle.resume(), 'close');
  await plane.close();
  await cut;
  t.deepEqual(plane.listening(), []);
  await t.throwsAsync(send(address), { code: 'ECONNREFUSED' });
});

test('an apply that close overtakes leaves nothing open', async (t) => {
  const { plane } = await startBench(t, { endpoints: ENDPOINTS });
  const applied = plane.apply(ONE);
  await plane.close();
  await applied;
  t.deepEqual(plane.listening(), []);
});
