import test from 'ava';
import type { JsonObject, RawGateway } from '../../../../../src/appgw/wire.ts';
import { SILENT_EVENTS } from '../../../../helpers/silent-events.ts';
import { ID, LATENCY, child, childOf, propertiesOf, ref, smallest, startArm } from '../_harness.ts';
import type { Answered, Harness } from '../_harness.ts';

const stateOf = ({ body }: Answered): unknown => propertiesOf(body)['provisioningState'];
const runsOf = ({ body }: Answered): unknown => propertiesOf(body)['operationalState'];
const urlOf = ({ headers }: Answered): string => {
  const { pathname, search } = new URL(String(headers['azure-asyncoperation']));
  return pathname + search;
};
const poll = async (arm: Harness, put: Answered): Promise<JsonObject> =>
  (await arm.call('GET', urlOf(put))).body;

/** Another document than the one before, and valid. */
const withPool = (name: string): RawGateway =>
  smallest({
    backendAddressPools: [child('pool', { backendAddresses: [] }), child(name, { backendAddresses: [] })],
  });
const poolsOf = (document: RawGateway | JsonObject): readonly unknown[] =>
  (propertiesOf(document)['backendAddressPools'] as readonly JsonObject[]).map(({ name }) => name);

test('create answers 201, update 200, both with the whole body', async (t) => {
  const arm = startArm(t);
  t.is((await arm.settle(smallest())).status, 201);
  const update = await arm.settle(withPool('more'));
  t.is(update.status, 200);
  t.deepEqual(poolsOf(update.body), ['pool', 'more']);
});

test('the gateway and every child are Updating until the end of the operation', async (t) => {
  const arm = startArm(t);
  const put = await arm.put(smallest());
  await arm.clock.advance(LATENCY - 1);
  const states = (answer: Answered): ReadonlySet<string> =>
    new Set(JSON.stringify(answer.body).match(/"provisioningState":"\w+"/g));
  t.deepEqual(states(put), new Set(['"provisioningState":"Updating"']));
  t.deepEqual(states(await arm.get()), new Set(['"provisioningState":"Updating"']));
  t.deepEqual(await poll(arm, put), { status: 'InProgress' });
  t.is(arm.applied.length, 0);
  await arm.clock.advance(1);
  t.deepEqual(states(await arm.get()), new Set(['"provisioningState":"Succeeded"']));
  t.deepEqual(await poll(arm, put), { status: 'Succeeded' });
  t.is(arm.applied.length, 1);
});

test('the etag is new at the PUT and new again at the end, and one for all children', async (t) => {
  const arm = startArm(t);
  const first = await arm.settle(smallest());
  const before = await arm.get();
  const second = await arm.put(smallest());
  await arm.clock.advance(LATENCY);
  const after = await arm.get();
  const tags = [first, before, second, after].map(({ body }) => body['etag']);
  t.is(new Set(tags).size, 4);
  t.is(childOf(after.body, 'frontendPorts')['etag'], tags[3]);
  t.is(after.headers['etag'], tags[3]);
  t.is((await arm.get()).body['etag'], tags[3]);
});

test('a later PUT cancels the earlier one, which is never applied', async (t) => {
  const arm = startArm(t);
  const first = await arm.put(withPool('first'));
  await arm.clock.advance(LATENCY / 2);
  const second = await arm.put(withPool('second'));
  const ids = [first, second].map((put) => /operations\/([0-9a-f-]+)/.exec(urlOf(put))?.[1]);
  t.deepEqual(await poll(arm, first), {
    status: 'Canceled',
    error: {
      code: 'Canceled',
      message: 'Operation was canceled.',
      details: [
        {
          code: 'CanceledAndSupersededDueToAnotherOperation',
          message: `Operation PutApplicationGatewayOperation (${ids[0]}) was canceled and superseded by operation PutApplicationGatewayOperation (${ids[1]}).`,
        },
      ],
    },
  });
  await arm.clock.advance(LATENCY / 2);
  t.is(stateOf(await arm.get()), 'Updating');
  await arm.clock.advance(LATENCY / 2);
  t.deepEqual(await poll(arm, second), { status: 'Succeeded' });
  t.deepEqual(arm.applied.map(poolsOf), [['pool', 'second']]);
});

test('a PUT that is superseded while the data plane takes it stays cancelled', async (t) => {
  const gate = Promise.withResolvers<void>();
  const order: string[] = [];
  const arm = startArm(t, {
    events: {
      ...SILENT_EVENTS,
      async onApplied(document) {
        const name = String(poolsOf(document)[1]);
        order.push(`${name} starts`);
        if (name === 'first') await gate.promise;
        order.push(`${name} ends`);
      },
    },
  });
  const first = await arm.put(withPool('first'));
  await arm.clock.advance(LATENCY);
  const second = await arm.put(withPool('second'));
  await arm.clock.advance(LATENCY);
  t.deepEqual(order, ['first starts']);
  gate.resolve();
  await arm.clock.advance(0);
  t.deepEqual(order, ['first starts', 'first ends', 'second starts', 'second ends']);
  t.like(await poll(arm, first), { status: 'Canceled' });
  t.like(await poll(arm, second), { status: 'Succeeded' });
  t.deepEqual(poolsOf((await arm.get()).body), ['pool', 'second']);
});

test('an operation whose document the data plane refuses ends Failed', async (t) => {
  let broken = true;
  const arm = startArm(t, {
    events: {
      ...SILENT_EVENTS,
      async onApplied() {
        if (broken) throw new Error('port 80 is taken');
      },
    },
  });
  const put = await arm.settle(smallest());
  t.deepEqual(await poll(arm, put), {
    status: 'Failed',
    error: { code: 'InternalServerError', message: 'An error occurred. port 80 is taken', details: [] },
  });
  const failed = await arm.get();
  t.is(stateOf(failed), 'Failed');
  t.is(propertiesOf(childOf(failed.body, 'httpListeners'))['provisioningState'], 'Failed');
  broken = false;
  await arm.settle(failed.body);
  t.is(stateOf(await arm.get()), 'Succeeded');
});

test('a stopped gateway is started by a PUT', async (t) => {
  const arm = startArm(t);
  await arm.settle(smallest());
  const stop = await arm.call('POST', `${ID}/stop`);
  t.is(stop.status, 202);
  t.is(runsOf(await arm.get()), 'Stopping');
  await arm.clock.advance(LATENCY);
  t.is(runsOf(await arm.get()), 'Stopped');
  const put = await arm.put(smallest());
  t.is(runsOf(put), 'Starting');
  await arm.clock.advance(LATENCY);
  t.is(runsOf(await arm.get()), 'Running');
  t.is(arm.applied.length, 2);
});

test('tags are replaced, the rest stays; it supersedes a PUT and finishes its work', async (t) => {
  const arm = startArm(t);
  const put = await arm.put(withPool('more'));
  const patch = await arm.call('PATCH', ID, { tags: { team: 'web' } });
  t.is(patch.status, 200);
  t.deepEqual(patch.body['tags'], { team: 'web' });
  t.like(await poll(arm, put), { status: 'Canceled' });
  await arm.clock.advance(LATENCY);
  const { body } = await arm.get();
  t.deepEqual(body['tags'], { team: 'web' });
  t.deepEqual(arm.applied.map(poolsOf), [['pool', 'more']]);
  await arm.settle(smallest());
  t.deepEqual((await arm.get()).body['tags'], {});
});

test('what the client may not write is dropped, what is ARMs is kept', async (t) => {
  const arm = startArm(t);
  await arm.settle(smallest());
  const { body } = await arm.get();
  const changed = {
    ...body,
    name: 'other',
    etag: 'W/"x"',
    properties: {
      ...propertiesOf(body),
      resourceGuid: 'mine',
      operationalState: 'Stopped',
      provisioningState: 'Failed',
      frontendPorts: [{ name: 'p80', id: '/elsewhere', etag: 'x', type: 'x', properties: { port: 80 } }],
    },
  };
  await arm.settle(changed);
  const after = (await arm.get()).body;
  const withoutEtags = (document: JsonObject): string =>
    JSON.stringify(document).replaceAll(JSON.stringify(document['etag']), '""');
  t.is(withoutEtags(after), withoutEtags(body));
});

test('back references appear with a reference and go with it; those that are sent are not believed', async (t) => {
  const arm = startArm(t);
  await arm.settle(smallest());
  const { body } = await arm.get();
  t.deepEqual(propertiesOf(childOf(body, 'backendAddressPools'))['requestRoutingRules'], [
    ref('requestRoutingRules', 'rule'),
  ]);
  t.deepEqual(propertiesOf(childOf(body, 'httpListeners'))['requestRoutingRules'], [
    ref('requestRoutingRules', 'rule'),
  ]);
  const lying = smallest({
    backendAddressPools: [
      child('pool', { backendAddresses: [], urlPathMaps: [ref('urlPathMaps', 'gone')] }),
      child('idle', { backendAddresses: [] }),
    ],
  });
  t.is((await arm.settle(lying)).status, 200);
  const after = (await arm.get()).body;
  t.false('urlPathMaps' in propertiesOf(childOf(after, 'backendAddressPools')));
  t.false('requestRoutingRules' in propertiesOf(childOf(after, 'backendAddressPools', 1)));
});

test('what is UNCONFIRMED can be refused', async (t) => {
  const arm = startArm(t, { refuse: ['backReferences', 'undocumentedMembers'] });
  await arm.settle(smallest());
  const { body } = await arm.get();
  const answer = await arm.put(body);
  t.is(answer.status, 400);
  const details = JSON.stringify(answer.body);
  t.regex(details, /Could not find member '(httpListeners|requestRoutingRules|enableHttp3)'/);
  t.is((await arm.put(smallest())).status, 200);
});

test('defaults are filled in', async (t) => {
  const arm = startArm(t);
  await arm.settle(
    smallest({
      probes: [
        child('probe', {
          protocol: 'Http',
          host: 'a',
          path: '/',
          interval: 10,
          timeout: 5,
          unhealthyThreshold: 3,
        }),
      ],
    }),
  );
  const { body } = await arm.get();
  t.like(propertiesOf(childOf(body, 'backendHttpSettingsCollection')), {
    cookieBasedAffinity: 'Disabled',
    pickHostNameFromBackendAddress: false,
    requestTimeout: 30,
  });
  t.like(propertiesOf(childOf(body, 'httpListeners')), {
    hostNames: [],
    requireServerNameIndication: false,
    enableHttp3: false,
  });
  t.like(propertiesOf(childOf(body, 'frontendIPConfigurations')), { privateIPAllocationMethod: 'Dynamic' });
  t.like(propertiesOf(childOf(body, 'probes')), {
    pickHostNameFromBackendHttpSettings: false,
    minServers: 0,
    match: {},
  });
  t.like(propertiesOf(body), {
    sku: { family: 'Generation_2' },
    defaultPredefinedSslPolicy: 'AppGwSslPolicy20220101',
    rewriteRuleSets: [],
    privateEndpointConnections: [],
  });
});

for (const into of ['start', 'stop'] as const) {
  test(`a PUT waits for a ${into}, it does not take its place`, async (t) => {
    const arm = startArm(t);
    await arm.settle(smallest());
    await arm.call('POST', `${ID}/${into}`);
    const refused = await arm.put(smallest());
    t.is(refused.status, 409);
    t.like(refused.body, { error: { code: 'AnotherOperationInProgress' } });
    await arm.clock.advance(LATENCY);
    t.is((await arm.put(smallest())).status, 200);
  });
}

for (const [title, ifMatch, header, status] of [
  ['the etag', 'enforced', 'current', 200],
  ['any', 'enforced', '*', 200],
  ['one of the past', 'enforced', 'W/"old"', 412],
  ['one of the past, not heeded', 'ignored', 'W/"old"', 200],
] as const) {
  test(`If-Match, ${title}: ${status}`, async (t) => {
    const arm = startArm(t, { ifMatch, gateways: { [ID]: smallest() } });
    const { etag } = (await arm.get()).body as { etag: string };
    const more = { 'if-match': header === 'current' ? etag : header };
    t.is((await arm.put(smallest(), ID, more)).status, status);
    t.is(
      (await arm.call('DELETE', ID, undefined, more)).status,
      status === 412 ? 412 : header === 'current' ? 412 : 202,
    );
  });
}
