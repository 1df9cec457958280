import test from 'ava';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { poolName } from '../../../src/appgw/pools.ts';
import { askedPools, healthyAddresses, viewOf } from '../../../src/controller/gate-view.ts';
import { run } from '../../helpers/pipeline.ts';
import { defaultBackend, ingress, service, slice } from '../../helpers/objects.ts';

const live = (provisioningState: unknown, ...addresses: readonly object[]): RawGateway =>
  ({
    properties: {
      provisioningState,
      backendAddressPools: [{ name: 'X.Pool', properties: { backendAddresses: addresses } }],
    },
  }) as unknown as RawGateway;
const DESIRED = {
  desired: { collections: { backendAddressPools: [{ name: 'X.Pool' }] } },
} as unknown as Parameters<typeof viewOf>[0];
const members = (view: ReturnType<typeof viewOf>): readonly string[] => [
  ...(view.applied.get('x.pool') ?? []),
];

test('members of a gateway that has settled', (t) => {
  const view = viewOf(DESIRED, live('Succeeded', { ipAddress: '10.0.0.1' }, { fqdn: 'a.org' }), null);
  t.deepEqual([...view.wanted], ['x.pool']);
  t.deepEqual(members(view), ['10.0.0.1']);
});

for (const state of ['Failed', 'Updating', undefined])
  test(`of one that is ${state} only what was known`, (t) => {
    const before = viewOf(DESIRED, live('Succeeded', { ipAddress: '10.0.0.1' }), null);
    t.deepEqual(members(viewOf(DESIRED, live(state, { ipAddress: '10.0.0.2' }), before)), ['10.0.0.1']);
    t.deepEqual(members(viewOf(DESIRED, live(state, { ipAddress: '10.0.0.2' }), null)), []);
  });

test('every pool of ours that sites and the default backend ask for', (t) => {
  const { routing, desired } = run([
    service(),
    slice(['10.0.0.1']),
    service({ name: 'api' }),
    ...defaultBackend(),
    ingress({ rules: { 'a.com': ['/', '/api api'] }, defaultBackend: 'api' }),
  ]);
  const asked = askedPools(routing, 'default');
  t.true(
    asked.has(
      poolName(
        { instance: 'default' },
        { namespace: 'shop', service: 'api', targetPort: '8080', targetType: 'pod', endpoints: [] },
      ).toLowerCase(),
    ),
  );
  for (const { name } of desired.collections.backendAddressPools) t.true(asked.has(name.toLowerCase()), name);
});

const servers = (...list: readonly (readonly [string, string])[]) => ({
  servers: list.map(([address, health]) => ({ address, health })),
});
const health = (...settings: readonly object[]) => ({
  backendAddressPools: [
    { backendAddressPool: { id: '/a/backendAddressPools/X.Pool' }, backendHttpSettingsCollection: settings },
  ],
});
const healthy = test.macro({
  exec: (t, body: unknown, expected: readonly string[] | undefined) => {
    const found = healthyAddresses(body).get('x.pool');
    t.deepEqual(found && [...found], expected);
  },
  title: (name) => `healthy: ${name}`,
});
test('up', healthy, health(servers(['10.0.0.1', 'Up'], ['10.0.0.2', 'Down'])), ['10.0.0.1']);
test('by every probe', healthy, health(servers(['10.0.0.1', 'Up']), servers(['10.0.0.1', 'Unknown'])), []);
test('nobody was asked', healthy, health(), []);
test('an empty answer', healthy, {}, undefined);
test('no answer', healthy, null, undefined);
