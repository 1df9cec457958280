import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { createBalancer } from '../../../../../src/emulator/dataplane/backends/balancer.ts';
import { createMonitors } from '../../../../../src/emulator/dataplane/backends/monitors.ts';
import type { Target } from '../../../../../src/emulator/dataplane/compile/configuration.ts';
import { createManualClock, until } from '../../../../helpers/manual-clock.ts';

const TARGET: Target = {
  poolId: '/pools/p',
  settingsId: '/settings/s',
  addresses: ['10.0.0.1'],
  port: 80,
  tls: null,
  requestTimeoutMs: 30_000,
  host: null,
  overridePath: null,
  affinity: null,
  drainMs: 30_000,
  probe: {
    host: '127.0.0.1',
    port: 80,
    path: '/',
    tls: null,
    intervalMs: 30_000,
    timeoutMs: 20_000,
    unhealthyThreshold: 3,
    statusCodes: ['200-399'],
    body: '',
  },
};

/** One backend for every address; `answer` may change. */
async function start(t: ExecutionContext, first: number | 'silence') {
  const backend = { answer: first, probes: 0 };
  const server = createServer((_request, response) => {
    backend.probes += 1;
    if (backend.answer !== 'silence') response.writeHead(backend.answer).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const clock = createManualClock();
  const monitors = createMonitors({ resolve: () => ({ host: '127.0.0.1', port }), clock });
  t.teardown(() => {
    monitors.retain([]);
    server.closeAllConnections();
    server.close();
  });
  const state = (target = TARGET) => monitors.of(target)[0]?.state;
  /** One more probe, and what it led to. */
  const nextProbe = async () => {
    const before = state();
    clock.advance(TARGET.probe.intervalMs);
    await until(() => state() !== before);
    return state();
  };
  return { backend, clock, monitors, state, nextProbe };
}

test('up after one success, down after the threshold of failures in a row, up again at once', async (t) => {
  const { backend, monitors, state, nextProbe } = await start(t, 200);
  await monitors.watch([TARGET]);
  t.like(state(), { health: 'Up', log: 'Success. Received 200 status code', failures: 0 });
  backend.answer = 503;
  t.like(await nextProbe(), { health: 'Up', failures: 1 });
  t.like(await nextProbe(), { health: 'Up', failures: 2 });
  backend.answer = 200;
  t.like(await nextProbe(), { health: 'Up', failures: 0 });
  backend.answer = 503;
  await nextProbe();
  await nextProbe();
  t.like(await nextProbe(), { health: 'Down', failures: 3 });
  backend.answer = 200;
  t.like(await nextProbe(), { health: 'Up', failures: 0 });
});

test('a new member that fails is unknown and out of rotation until its first success', async (t) => {
  const { backend, monitors, state, nextProbe } = await start(t, 500);
  await monitors.watch([TARGET]);
  t.like(state(), { health: 'Unknown', failures: 1 });
  const balancer = createBalancer(monitors.of(TARGET));
  t.is(balancer.next([]), undefined);
  backend.answer = 200;
  await nextProbe();
  t.is(balancer.next([])?.address, '10.0.0.1');
});

test('the first round is bounded when a backend hangs', async (t) => {
  const { backend, clock, monitors, state } = await start(t, 'silence');
  const watched = monitors.watch([TARGET]);
  await until(() => backend.probes === 1);
  clock.advance(5000);
  await watched;
  t.like(state(), { health: 'Unknown', log: '' });
});

test('a probe that both documents have goes on; what is up is not asked again, what is not is', async (t) => {
  const { backend, monitors, state } = await start(t, 200);
  await monitors.watch([TARGET]);
  await monitors.watch([TARGET]);
  monitors.retain([TARGET]);
  t.is(backend.probes, 1);
  backend.answer = 500;
  const other = { ...TARGET, poolId: '/pools/other' };
  await monitors.watch([TARGET, other]);
  await monitors.watch([TARGET, other]);
  t.is(backend.probes, 3);
  t.like(state(), { health: 'Up', failures: 0 });
  t.like(state(other), { health: 'Unknown', failures: 2 });
});

test('what no document has is not probed any more', async (t) => {
  const { backend, clock, monitors, nextProbe } = await start(t, 200);
  const other = { ...TARGET, poolId: '/pools/other' };
  await monitors.watch([TARGET, other]);
  monitors.retain([TARGET]);
  clock.advance(0);
  await nextProbe();
  t.is(backend.probes, 3);
});

test('round robin skips what is down and what was tried', (t) => {
  const member = (address: string, health: 'Up' | 'Down') => ({
    address,
    state: { health, log: '', failures: 0 },
  });
  const members = [member('a', 'Up'), member('b', 'Down'), member('c', 'Up'), member('d', 'Up')];
  const balancer = createBalancer(members);
  t.deepEqual(
    ['a', 'c', 'd', 'a'],
    Array.from({ length: 4 }, () => balancer.next([])?.address ?? ''),
  );
  t.is(balancer.next(members.slice(2))?.address, 'a');
  t.is(balancer.next(members), undefined);
  t.is(createBalancer([]).next([]), undefined);
});
