import type { ServerResponse } from 'node:http';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { BackendHttpSettingsProperties } from '../../../../../src/appgw/wire.ts';
import { startBackend } from '../../../../helpers/backend.ts';
import { send, startBench } from '../../../../helpers/data-plane.ts';
import { gatewayDocument } from '../../../../helpers/gateway-document.ts';
import { createManualClock, until } from '../../../../helpers/manual-clock.ts';

type Settings = Partial<BackendHttpSettingsProperties>;

const LEAVES = '10.0.0.1';
const STAYS = '10.0.0.2';
const draining = (drainTimeoutInSec: number, enabled = true) => ({
  connectionDraining: { enabled, drainTimeoutInSec },
});

/** `/slow` hangs until the test answers it; `/begun` has sent its head already. */
async function start(t: ExecutionContext, settings: Settings) {
  const clock = createManualClock();
  const waiting: ServerResponse[] = [];
  const asked: string[] = [];
  const resolve = await startBackend(t, ({ url, headers }, response) => {
    asked.push(String(headers.host));
    if (url === '/quick') return void response.end();
    if (url === '/begun') response.write('begun ');
    waiting.push(response);
  });
  const { plane, at } = await startBench(t, { resolve, clock });
  const words = { pickHostNameFromBackendAddress: true, requestTimeout: 86_400, ...settings };
  const apply = (...members: string[]) =>
    plane.apply(
      gatewayDocument({
        pools: { p: members },
        settings: { s: words },
        listeners: { l: {} },
        rules: { r: { listener: 'l', action: 'p s' } },
      }),
    );
  const states = () =>
    plane
      .health()
      .backendAddressPools.flatMap((pool) =>
        pool.backendHttpSettingsCollection.flatMap(({ servers }) => servers),
      )
      .map(({ address, health }) => `${address} ${health}`);
  /** A request that has reached its member, and how it will end. */
  const begin = async (path: string) => {
    const before = waiting.length;
    const end = send(at(80), path).then(
      ({ body }) => body,
      (error: NodeJS.ErrnoException) => error.code,
    );
    await until(() => waiting.length > before);
    return { end };
  };
  return { clock, waiting, asked, at, apply, states, begin };
}

const HOW_LONG: readonly [name: string, settings: Settings, seconds: number][] = [
  ['the time of the settings', draining(60), 60],
  ['30 s where draining is off', draining(60, false), 30],
  ['30 s where nothing is said', {}, 30],
];
for (const [name, settings, seconds] of HOW_LONG) {
  test(`what is under way at a removed member is cut after ${name}`, async (t) => {
    const { clock, apply, states, begin } = await start(t, settings);
    await apply(LEAVES);
    const requests = [await begin('/slow'), await begin('/begun')];
    await apply(STAYS);
    t.deepEqual(states(), [`${STAYS} Up`, `${LEAVES} Draining`]);
    clock.advance(seconds * 1000 - 1);
    t.is(states().length, 2);
    clock.advance(1);
    await until(() => states().length === 1);
    t.deepEqual(await Promise.all(requests.map(({ end }) => end)), ['ECONNRESET', 'ECONNRESET']);
  });
}

test('what ends in time ends well, and what is at the members that stay is never cut', async (t) => {
  const { clock, waiting, apply, states, begin } = await start(t, draining(60));
  await apply(LEAVES, STAYS);
  const requests = [await begin('/begun'), await begin('/begun')];
  const leaving = waiting.find(({ req }) => req.headers.host === LEAVES);
  await apply(STAYS);
  leaving?.end('in time');
  t.is(await Promise.race(requests.map(({ end }) => end)), 'begun in time');
  clock.advance(60_000);
  await until(() => states().length === 1);
  for (const response of waiting) if (response !== leaving) response.end('later');
  t.deepEqual(
    new Set(await Promise.all(requests.map(({ end }) => end))),
    new Set(['begun in time', 'begun later']),
  );
});

test('affinity sessions go on at a draining member; others, and all after its time, do not', async (t) => {
  const { clock, at, asked, apply, states } = await start(t, {
    ...draining(60),
    cookieBasedAffinity: 'Enabled',
  });
  await apply(LEAVES);
  const { headers } = await send(at(80), '/quick');
  const Cookie = headers['set-cookie']?.[1]?.split(';')[0] ?? '';
  const host = async (request: object) => {
    await send(at(80), '/quick', request);
    return asked.at(-1);
  };
  await apply(STAYS);
  t.is(await host({ headers: { Cookie } }), LEAVES);
  t.is(await host({}), STAYS);
  clock.advance(60_000);
  await until(() => states().length === 1);
  t.is(await host({ headers: { Cookie } }), STAYS);
});

test('a member that comes back in time is not cut', async (t) => {
  const { clock, waiting, apply, states, begin } = await start(t, draining(60));
  await apply(LEAVES);
  const { end } = await begin('/begun');
  await apply(STAYS);
  clock.advance(30_000);
  await apply(STAYS, LEAVES);
  t.deepEqual(states(), [`${STAYS} Up`, `${LEAVES} Up`]);
  clock.advance(60_000);
  waiting[0]?.end('whole');
  t.is(await end, 'begun whole');
});

test('a second removal drains anew, from its own beginning', async (t) => {
  const { clock, apply, states, begin } = await start(t, draining(60));
  await apply(LEAVES);
  const { end } = await begin('/slow');
  await apply(STAYS);
  clock.advance(30_000);
  await apply(LEAVES);
  await apply(STAYS);
  clock.advance(59_999);
  t.deepEqual(states(), [`${STAYS} Up`, `${LEAVES} Draining`]);
  clock.advance(1);
  t.is(await end, 'ECONNRESET');
});
