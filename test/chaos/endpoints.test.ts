/** What endpoints that come, go, end and flap cost a gateway: the real runner, the emulated ARM, virtual time. */
import test, { type ExecutionContext } from 'ava';
import type { ClusterObject } from '../../src/cluster/objects.ts';
import { createSnapshot } from '../../src/cluster/snapshot.ts';
import type { BackendAddressPoolProperties, Child } from '../../src/appgw/wire.ts';
import { ingress, service, slice } from '../helpers/objects.ts';
import { OPERATION_MS, startChaosAzure, type ChaosAzure } from './azure.ts';
import { createRandom } from './random.ts';
import { startReplicas, type Replicas } from './replicas.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SERVICES = ['web', 'api', 'shop', 'docs', 'blog'] as const;

interface Rig {
  readonly azure: ChaosAzure;
  readonly replicas: Replicas;
  /** Addresses of these Services, in the words of `slice`. */
  readonly set: (endpoints: { readonly [service: string]: readonly string[] }) => void;
  /** Addresses on the gateway, without what all have in common. */
  readonly pool: (service: string) => string;
  readonly codes: () => readonly string[];
}

async function start(
  t: ExecutionContext,
  first: { readonly [service: string]: readonly string[] },
): Promise<Rig> {
  const azure = await startChaosAzure(false);
  const { clock } = azure;
  const listeners = new Set<() => void>();
  let endpoints: { readonly [service: string]: readonly string[] } = first;
  const objects = (): readonly ClusterObject[] =>
    Object.entries(endpoints).flatMap(([name, states], age) => [
      ingress({ name, age, rules: { [`${name}.example.com`]: [`/ ${name}`] } }),
      service({ name }),
      slice(
        states.map((state) => `10.0.${state}`),
        { service: name },
      ),
    ]);
  const source = {
    snapshot: () => ({ snapshot: createSnapshot(objects(), clock.now()), diagnostics: [] }),
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const replicas = startReplicas(azure, source, createRandom(1));
  t.teardown(async () => {
    await replicas.stop();
    await azure.close();
  });
  await clock.pass(2 * MINUTE_MS);
  return {
    azure,
    replicas,
    set: (next) => {
      endpoints = { ...endpoints, ...next };
      for (const listener of listeners) listener();
    },
    pool: (name) => membersOf(azure, name),
    codes: () => replicas.lastPublished()!.outcome.diagnostics.map(({ code }) => code),
  };
}

function membersOf(azure: ChaosAzure, name: string): string {
  const pools = azure.document().properties['backendAddressPools'] as unknown as readonly Child<
    Partial<BackendAddressPoolProperties>
  >[];
  const own = pools.find((pool) => pool.name.includes(`.shop-${name}-8080.`));
  const addresses = (own?.properties.backendAddresses ?? []).map(({ ipAddress = '' }) => ipAddress.slice(5));
  return addresses.join(' ');
}

const flap = (isReady: boolean): readonly string[] => [isReady ? '0.1' : '0.1 notReady', '0.2'];
const putsSince = ({ azure }: Rig, since: number, until = Infinity): number =>
  azure.putTimes.filter((time) => time >= since && time < until).length;

/** Flips `web` so often, each time after `ms`; ends with the state in which it was. */
async function flapFor(rig: Rig, ms: number, every: number): Promise<void> {
  for (let passed = 0, isReady = false; passed < ms; passed += every, isReady = !isReady) {
    rig.set({ web: flap(isReady) });
    await rig.azure.clock.pass(every);
  }
}

/** Seconds of each state, then PUTs in the first hour and in the second; beyond 150 s it does so too seldom to flap. */
for (const [seconds, ...expected] of [
  [20, 4, 0],
  [45, 4, 0],
  [70, 6, 0],
  [130, 8, 0],
  [170, 22, 21],
  [301, 12, 12],
] as const)
  test(`a pod that is ready and not, ${seconds} s each, for two hours`, async (t) => {
    const rig = await start(t, { web: flap(true) });
    const begun = rig.azure.clock.now();
    await flapFor(rig, 2 * HOUR_MS, seconds * 1000);
    const half = begun + HOUR_MS;
    t.deepEqual([putsSince(rig, begun, half), putsSince(rig, half)], expected);
  });

test('a healthy Service beside it changes at full speed', async (t) => {
  const rig = await start(t, { web: flap(true), api: ['1.1', '1.2'] });
  const { clock } = rig.azure;
  await flapFor(rig, 10 * MINUTE_MS, 20_000);
  for (const endpoints of [['1.2'], ['1.2', '1.3'], ['1.2', '1.3 notReady']]) {
    rig.set({ web: flap(false), api: endpoints });
    await clock.pass(OPERATION_MS + 3000);
    t.is(rig.pool('api'), endpoints.filter((text) => !text.includes(' ')).join(' '));
    t.is(rig.pool('web'), '0.1 0.2', 'kept meanwhile');
    rig.set({ web: flap(true) });
    await clock.pass(20_000);
  }
});

test('its delay ends: it leaves though nothing changes, and is back at once', async (t) => {
  const rig = await start(t, { web: flap(true) });
  const { clock } = rig.azure;
  await flapFor(rig, (4 * MINUTE_MS) / 2, 30_000);
  rig.set({ web: flap(false) });
  await clock.pass(59_000);
  t.is(rig.pool('web'), '0.1 0.2');
  t.true(rig.codes().includes('ENDPOINT_FLAPPING'));
  await clock.pass(OPERATION_MS + 4000);
  t.is(rig.pool('web'), '0.2');
  rig.set({ web: flap(true) });
  await clock.pass(OPERATION_MS + 3000);
  t.is(rig.pool('web'), '0.1 0.2');
  await clock.pass(25 * MINUTE_MS);
  t.false(rig.codes().includes('ENDPOINT_FLAPPING'), 'forgotten');
});

test('what flaps and is deleted leaves at once', async (t) => {
  const rig = await start(t, { web: flap(true) });
  await flapFor(rig, 4 * MINUTE_MS, 30_000);
  rig.set({ web: flap(false) });
  rig.set({ web: ['0.2'] });
  await rig.azure.clock.pass(OPERATION_MS + 3000);
  t.is(rig.pool('web'), '0.2');
});

test('a restart forgets what flapped, and is no reason for a PUT', async (t) => {
  const rig = await start(t, { web: flap(true) });
  const { clock } = rig.azure;
  await flapFor(rig, 10 * MINUTE_MS, 30_000);
  rig.set({ web: flap(false) });
  await clock.pass(5000);
  const restarted = clock.now();
  await rig.replicas.restart();
  await clock.pass(30_000);
  rig.set({ web: flap(true) });
  await clock.pass(5 * MINUTE_MS);
  t.is(putsSince(rig, restarted), 0);
  t.is(rig.pool('web'), '0.1 0.2');
});

test('a pod that ends and still serves waits for its replacement', async (t) => {
  const rig = await start(t, { web: ['0.1', '0.2'] });
  const { clock } = rig.azure;
  const seen: string[] = [];
  rig.set({ web: ['0.1 terminating', '0.2', '0.3'] });
  for (let operations = 0; operations < 3; operations += 1) {
    await clock.pass(OPERATION_MS + 6000);
    seen.push(rig.pool('web'));
  }
  t.deepEqual(seen, ['0.1 0.2 0.3', '0.2 0.3', '0.2 0.3']);
});

test('its replacement is not ready yet: it leaves, since those that stay are on the gateway', async (t) => {
  const rig = await start(t, { web: ['0.1', '0.2'] });
  rig.set({ web: ['0.1 terminating', '0.2', '0.3 notReady'] });
  await rig.azure.clock.pass(OPERATION_MS + 3000);
  t.is(rig.pool('web'), '0.2');
});

test('Deployments that roll at once share their PUTs', async (t) => {
  const all = (...states: readonly string[]) =>
    Object.fromEntries(SERVICES.map((name, index) => [name, states.map((state) => `${index}.${state}`)]));
  const rig = await start(t, all('1', '2'));
  const { clock } = rig.azure;
  const begun = clock.now();
  const steps = [
    ['1', '2', '3'],
    ['1 terminating', '2', '3'],
    ['2', '3', '4'],
    ['2 terminating', '3', '4'],
    ['3', '4'],
  ];
  for (const states of steps) {
    const next = all(...states);
    for (const name of SERVICES) {
      rig.set({ [name]: next[name]! });
      await clock.pass(200);
    }
    await clock.pass(MINUTE_MS);
  }
  for (const [index, name] of SERVICES.entries()) t.is(rig.pool(name), `${index}.3 ${index}.4`);
  t.is(putsSince(rig, begun), 4, 'as many as one of them alone has');
});
