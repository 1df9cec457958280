import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'ava';
import { systemClock } from '../../../../../src/clock/clock.ts';
import { probe } from '../../../../../src/emulator/dataplane/backends/probe.ts';
import type { ProbeSpec } from '../../../../../src/emulator/dataplane/compile/configuration.ts';
import { createManualClock, until } from '../../../../helpers/manual-clock.ts';

const SPEC: ProbeSpec = {
  host: 'p.test',
  port: 80,
  path: '/status/200',
  tls: null,
  intervalMs: 30_000,
  timeoutMs: 30_000,
  unhealthyThreshold: 3,
  statusCodes: ['200-399'],
  body: '',
};
const forever = new AbortController().signal;

const hosts: string[] = [];
const server = createServer((request, response) => {
  hosts.push(request.headers.host ?? '');
  const status = Number(request.url?.split('/').at(-1));
  if (status) response.writeHead(status).end('all systems go');
});
test.before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
test.after.always(() => {
  server.closeAllConnections();
  server.close();
});

const run = (spec: Partial<ProbeSpec>, clock = systemClock, port = (server.address() as AddressInfo).port) =>
  probe({ ...SPEC, ...spec }, '10.0.0.1', { host: '127.0.0.1', port }, clock, forever);

const CASES: readonly [spec: Partial<ProbeSpec>, healthy: boolean, log: RegExp][] = [
  [{}, true, /^Success\. Received 200 status code$/],
  [{ path: '/status/399' }, true, /399/],
  [
    { path: '/status/404' },
    false,
    /^Status code of the backend's HTTP response did not match the probe setting\. Expected:200-399 Received:404\.$/,
  ],
  [{ path: '/status/404', statusCodes: ['200-399', '404'] }, true, /404/],
  [{ path: '/status/204', statusCodes: ['200'] }, false, /Expected:200 Received:204/],
  [{ body: 'systems' }, true, /200/],
  [{ body: 'alarm' }, false, /^Body of the backend's HTTP response did not match/],
];
for (const [spec, healthy, log] of CASES) {
  test(`${JSON.stringify(spec)} is ${healthy ? 'healthy' : 'not healthy'}`, async (t) => {
    const result = await run(spec);
    t.is(result.healthy, healthy);
    t.regex(result.log, log);
  });
}

test('Host is the one of the probe, else the address of the member', async (t) => {
  await run({ host: 'only-here.test' });
  await run({ host: null });
  t.true(hosts.includes('only-here.test'));
  t.true(hosts.includes('10.0.0.1'));
});

test('a refused connection', async (t) => {
  const { healthy, log } = await run({}, systemClock, 1);
  t.false(healthy);
  t.regex(log, /^Application Gateway could not connect to the backend\. .*ECONNREFUSED/);
});

test('silence longer than the timeout', async (t) => {
  const clock = createManualClock();
  const seen = hosts.length;
  const result = run({ path: '/silent', host: 'silent.test' }, clock);
  await until(() => hosts.includes('silent.test', seen));
  clock.advance(30_000);
  t.deepEqual(await result, {
    healthy: false,
    log: "Time taken by the backend to respond to application gateway's health probe is more than the timeout threshold in the probe setting.",
  });
});
