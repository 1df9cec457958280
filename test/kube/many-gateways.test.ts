/** Many gateways in one controller, given by ApplicationGateway objects. */
import { applicationGatewayCrd } from '../../src/api/crd.ts';
import { eventually, idle } from './scenario/lab.ts';
import { EAST, gatewayObject, onTwoGateways, web, WEST } from './scenario/two-gateways.ts';

const GOOD = { Accepted: 'True Accepted', Programmed: 'True Programmed', Degraded: 'False Healthy' };

onTwoGateways('two classes on two gateways; a change in one costs the other nothing', async (t, world) => {
  const { api, start, calls, hosts, addresses, statusOf, reasons } = world;
  await api.load([
    gatewayObject('east', EAST),
    gatewayObject('west', WEST, { address: { override: 'west.example.com' } }),
    web('a', 'east', 'a.com'),
    web('b', 'west', 'b.com'),
  ]);
  await start();
  await eventually(
    'east',
    () => hosts(EAST),
    ([host]) => host === 'a.com',
  );
  await eventually(
    'west',
    () => hosts(WEST),
    ([host]) => host === 'b.com',
  );
  t.deepEqual([hosts(EAST), hosts(WEST)], [['a.com'], ['b.com']]);
  const [east] = await eventually(
    'address',
    () => addresses('a'),
    ({ length }) => length > 0,
  );
  t.regex(String((east as { ip?: string }).ip), /^203\.0\.113\./);
  await eventually(
    'override',
    () => addresses('b'),
    ({ length }) => length > 0,
  );
  t.deepEqual(await addresses('b'), [{ hostname: 'west.example.com' }]);

  await eventually(
    'conditions',
    () => reasons('east'),
    ({ Programmed }) => Programmed === GOOD.Programmed,
  );
  await eventually(
    'conditions',
    () => reasons('west'),
    ({ Programmed }) => Programmed === GOOD.Programmed,
  );
  t.deepEqual(await reasons('east'), GOOD);
  const callsOf =
    (kind: string) =>
    (gateway: string): readonly unknown[] =>
      calls.filter((call) => call.kind === kind && call.gateway === gateway);
  const [readsOf, putsOf] = [callsOf('get'), callsOf('put')];
  const status = await statusOf('east');
  t.like(status, {
    observedGeneration: 1,
    address: (east as { ip?: string }).ip,
    ingresses: { served: 1, heldBack: 0 },
    lastOperation: { state: 'Succeeded' },
    heldBack: [],
  });
  t.like(
    status.limits?.find(({ name }) => name === 'httpListeners'),
    { used: 1, limit: 200 },
  );

  // Past the second look after the PUT, and before the next check for drift.
  const ofWest = (): number => calls.filter(({ gateway }) => gateway === 'west').length;
  await eventually('a second look', () => readsOf('west').length > 2);
  const [before, puts] = [ofWest(), putsOf('east').length];
  await api.admin.create(web('c', 'east', 'c.com'));
  await eventually('a PUT', () => putsOf('east').length > puts);
  t.is(ofWest(), before);
  await eventually(
    'counts',
    () => statusOf('east'),
    ({ ingresses }) => ingresses?.served === 2,
  );
});

onTwoGateways(
  'an Ingress that moves gets the address of the other gateway and loses the old one',
  async (t, world) => {
    const { api, start, hosts, addresses } = world;
    await api.load([gatewayObject('east', EAST), gatewayObject('west', WEST), web('a', 'east', 'a.com')]);
    await start();
    const before = await eventually(
      'address',
      () => addresses('a'),
      ({ length }) => length > 0,
    );
    await api.admin.patch(web('a', 'east', 'a.com'), { spec: { ingressClassName: 'west' } });
    await eventually(
      'gone',
      () => hosts(EAST),
      ({ length }) => length === 0,
    );
    await eventually(
      'arrived',
      () => hosts(WEST),
      ({ length }) => length === 1,
    );
    const isMoved = ([address, more]: readonly unknown[]): boolean =>
      address !== undefined && more === undefined && JSON.stringify(address) !== JSON.stringify(before[0]);
    await eventually('new address', () => addresses('a'), isMoved);
    await idle(10);
    t.true(isMoved(await addresses('a')));
  },
);

onTwoGateways('an object that is deleted leaves its gateway as it is', async (t, world) => {
  const { api, start, calls, hosts, statusOf } = world;
  await api.load([gatewayObject('east', EAST), gatewayObject('west', WEST), web('a', 'east', 'a.com')]);
  await start();
  await eventually(
    'east',
    () => statusOf('east'),
    ({ ingresses }) => ingresses?.served === 1,
  );
  await api.admin.delete(gatewayObject('east', EAST));
  await idle(5);
  calls.length = 0;
  await api.admin.create(web('b', 'west', 'b.com'));
  await eventually(
    'west',
    () => hosts(WEST),
    ({ length }) => length === 1,
  );
  await idle(40);
  t.deepEqual(hosts(EAST), ['a.com']);
  t.deepEqual(
    calls.filter(({ gateway }) => gateway === 'east'),
    [],
  );
});

onTwoGateways(
  'of two objects on one gateway the older counts, and the other follows when it goes',
  async (t, world) => {
    const { api, start, hosts, reasons, statusOf, events } = world;
    await api.load([gatewayObject('east', EAST), web('a', 'east', 'a.com'), web('b', 'west', 'b.com')]);
    await start();
    await eventually(
      'east',
      () => statusOf('east'),
      ({ ingresses }) => ingresses?.served === 1,
    );
    await idle(10);
    await api.admin.create(gatewayObject('west', EAST));
    await eventually(
      'refusal',
      () => reasons('west'),
      ({ Accepted }) => Accepted === 'False DuplicateGateway',
    );
    t.is((await reasons('west'))['Programmed'], 'False Pending');
    await eventually('the object is told', async () => (await events('west')).includes('GatewayTaken'));
    await eventually('its Ingress too', async () => (await events('b')).includes('ClassWithoutGateway'));
    t.deepEqual(hosts(EAST), ['a.com']);
    await api.admin.delete(gatewayObject('east', EAST));
    await eventually(
      'succession',
      () => hosts(EAST),
      ([host]) => host === 'b.com',
    );
    await eventually(
      'conditions',
      () => reasons('west'),
      ({ Programmed }) => Programmed === GOOD.Programmed,
    );
  },
);

onTwoGateways('a spec that cannot be used is told, and the last good one goes on', async (t, world) => {
  const { api, start, hosts, reasons, statusOf } = world;
  const { spec, ...crd } = applicationGatewayCrd();
  await api.load([gatewayObject('east', EAST), web('a', 'east', 'a.com')]);
  await start();
  await eventually(
    'east',
    () => statusOf('east'),
    ({ ingresses }) => ingresses?.served === 1,
  );
  // A definition that is newer or older than the controller lets more pass.
  const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const versions = spec.versions.map((version) => ({ ...version, schema: { openAPIV3Schema: open } }));
  await api.admin.patch({ ...crd, metadata: crd.metadata }, { spec: { versions } });
  const spoil = { spec: { frontend: 'sideways' } };
  // A real API server goes by the old definition for a moment.
  await eventually(
    'the open definition',
    () =>
      api.admin.patch(gatewayObject('east', EAST), spoil).then(
        () => true,
        () => false,
      ),
    Boolean,
  );
  await eventually(
    'refusal',
    () => reasons('east'),
    ({ Accepted }) => Accepted === 'False InvalidSpec',
  );
  t.is((await reasons('east'))['Programmed'], GOOD.Programmed);
  t.is((await statusOf('east')).observedGeneration, 2);
  await api.admin.create(web('b', 'east', 'b.com'));
  await eventually(
    'b.com',
    () => hosts(EAST),
    ({ length }) => length === 2,
  );
  t.is((await reasons('east'))['Accepted'], 'False InvalidSpec');
  await api.admin.patch(gatewayObject('east', EAST), { spec: { frontend: 'public' } });
  await eventually(
    'repair',
    () => reasons('east'),
    ({ Accepted }) => Accepted === GOOD.Accepted,
  );
});

onTwoGateways(
  'without a gateway it waits; the first object is taken on, and a restart sends nothing',
  async (t, world) => {
    const { api, start, calls, hosts, reasons } = world;
    await api.load([web('a', 'east', 'a.com')]);
    const stop = await start();
    await idle(10);
    t.deepEqual(calls, []);
    await api.admin.create(gatewayObject('east', EAST));
    await eventually(
      'east',
      () => hosts(EAST),
      ({ length }) => length === 1,
    );
    await eventually(
      'conditions',
      () => reasons('east'),
      ({ Programmed }) => Programmed === GOOD.Programmed,
    );
    t.is(await stop(), 0);
    calls.length = 0;
    await start();
    await eventually('a look', () => calls.length > 0);
    await idle(10);
    t.deepEqual(
      calls.filter(({ kind }) => kind === 'put'),
      [],
    );
  },
);

onTwoGateways('what ARM refused is written down, and not sent again by a successor', async (t, world) => {
  const { api, start, calls, refuse, reasons, statusOf } = world;
  const error = { code: 'ApplicationGatewayListenersUsingSamePortAndFqdn', message: 'no' };
  refuse({ status: 400, body: { error } });
  await api.load([gatewayObject('east', EAST), web('a', 'east', 'a.com')]);
  const stop = await start();
  await eventually(
    'held back',
    () => statusOf('east'),
    ({ heldBack }) => heldBack?.length === 1,
  );
  t.like((await statusOf('east')).heldBack?.[0], {
    owner: '*',
    code: error.code,
    waitSeconds: 300,
  });
  t.is((await reasons('east'))['Programmed'], 'False OperationFailed');
  await stop();
  refuse(null);
  calls.length = 0;
  await start();
  await eventually('a look', () => calls.length > 0);
  await idle(10);
  t.deepEqual(
    calls.filter(({ kind }) => kind === 'put'),
    [],
  );
  await api.admin.create(web('b', 'east', 'b.com'));
  await eventually(
    'both',
    () => statusOf('east'),
    ({ ingresses }) => ingresses?.served === 2,
  );
  t.deepEqual((await statusOf('east')).heldBack, []);
});
