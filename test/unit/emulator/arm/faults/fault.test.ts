import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { JsonObject, RawGateway } from '../../../../../src/appgw/wire.ts';
import { scripted } from '../../../../../src/emulator/arm/faults/scripted.ts';
import type { ScriptStep } from '../../../../../src/emulator/arm/faults/scripted.ts';
import { ID, LATENCY, child, propertiesOf, smallest, startArm } from '../_harness.ts';
import type { Answered, Harness } from '../_harness.ts';

const startWith = (t: ExecutionContext, ...steps: readonly ScriptStep[]): Harness =>
  startArm(t, { faults: [scripted(steps)], gateways: { [ID]: smallest() } });
const statusOf = async (arm: Harness, put: Answered): Promise<JsonObject> => {
  const { pathname, search } = new URL(String(put.headers['azure-asyncoperation']));
  return (await arm.call('GET', pathname + search)).body;
};

test('any answer, so many times, and then the real one', async (t) => {
  const body = { error: { code: 'RetryableError', message: 'x' } };
  const action = { kind: 'answer', answer: { status: 429, headers: { 'retry-after': '7' }, body } } as const;
  const arm = startWith(t, { on: 'put', times: 2, action });
  const first = await arm.put(smallest());
  t.is(first.status, 429);
  t.is(first.headers['retry-after'], '7');
  t.deepEqual(first.body, body);
  t.is((await arm.get()).status, 200);
  t.is((await arm.put(smallest())).status, 429);
  t.is((await arm.put(smallest())).status, 200);
});

test('a late answer', async (t) => {
  const arm = startWith(t, { on: 'get', action: { kind: 'delay', ms: 5000 } });
  let answered = false;
  const get = arm.get().then(({ status }) => {
    answered = true;
    return status;
  });
  await arm.clock.advance(4999);
  t.false(answered);
  await arm.clock.advance(1);
  t.is(await get, 200);
});

for (const [when, carriedOut] of [
  ['unread', false],
  ['before', false],
  ['middle', true],
  ['after', true],
] as const) {
  test(`a connection dropped at the stage ${when}`, async (t) => {
    const arm = startWith(t, { on: 'put', action: { kind: 'drop', when } });
    await t.throwsAsync(arm.put(smallest()), { message: /destroyed/ });
    await arm.clock.advance(LATENCY);
    t.is(arm.applied.length, carriedOut ? 1 : 0);
    t.is((await arm.put(smallest())).status, 200, 'once');
  });

  test(`the same on a socket: ${when}`, async (t) => {
    const arm = startWith(t, { on: 'put', action: { kind: 'drop', when } });
    const base = await arm.arm.listen({ host: '127.0.0.1', port: 0 });
    const sent = fetch(`${base}${ID}?api-version=2026-01-01`, {
      method: 'PUT',
      headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
      body: JSON.stringify(smallest()),
    });
    if (when === 'middle') {
      const answer = await sent;
      t.is(answer.status, 200);
      await t.throwsAsync(answer.text());
    } else await t.throwsAsync(sent);
    await arm.clock.advance(LATENCY);
    t.is(arm.applied.length, carriedOut ? 1 : 0);
  });
}

test('the poll and the final GET can be dropped as well; `skip` lets calls pass first', async (t) => {
  const arm = startWith(
    t,
    { on: 'operation', action: { kind: 'drop', when: 'middle' } },
    { on: 'get', skip: 1, action: { kind: 'drop', when: 'before' } },
  );
  const put = await arm.put(smallest());
  await t.throwsAsync(statusOf(arm, put), { message: /destroyed/ });
  t.deepEqual(await statusOf(arm, put), { status: 'InProgress' });
  t.is((await arm.get()).status, 200);
  await t.throwsAsync(arm.get(), { message: /destroyed/ });
  t.is((await arm.get()).status, 200);
});

test('a slow operation', async (t) => {
  const arm = startWith(t, { on: 'put', action: { kind: 'operation', latencyMs: LATENCY * 3 } });
  const put = await arm.put(smallest());
  await arm.clock.advance(LATENCY * 3 - 1);
  t.deepEqual(await statusOf(arm, put), { status: 'InProgress' });
  await arm.clock.advance(1);
  t.deepEqual(await statusOf(arm, put), { status: 'Succeeded' });
});

test('an operation that fails applies nothing and leaves the gateway Failed', async (t) => {
  const failure = {
    code: 'ApplicationGatewayKeyVaultSecretException',
    message: 'Problem occured while accessing and validating KeyVault Secrets.',
  };
  const arm = startWith(t, { on: 'put', action: { kind: 'operation', failure } });
  const put = await arm.settle(smallest());
  t.deepEqual(await statusOf(arm, put), { status: 'Failed', error: { details: [], ...failure } });
  t.is(propertiesOf((await arm.get()).body)['provisioningState'], 'Failed');
  t.is(arm.applied.length, 0);
  await arm.settle(smallest());
  t.is(propertiesOf((await arm.get()).body)['provisioningState'], 'Succeeded');
});

test('another writer supersedes our PUT with what it read', async (t) => {
  const edit = (document: RawGateway): RawGateway => ({
    ...document,
    properties: {
      ...document.properties,
      backendAddressPools: [
        ...(document.properties['backendAddressPools'] as readonly JsonObject[]),
        child('theirs', { backendAddresses: [] }),
      ],
    },
  });
  const arm = startWith(t, { on: 'put', action: { kind: 'otherWriter', afterMs: 5000, edit } });
  const put = await arm.put(smallest());
  await arm.clock.advance(5000);
  t.like(await statusOf(arm, put), { status: 'Canceled' });
  await arm.clock.advance(LATENCY);
  t.is(arm.applied.length, 1);
  const pools = propertiesOf((await arm.get()).body)['backendAddressPools'] as readonly JsonObject[];
  t.deepEqual(
    pools.map(({ name }) => name),
    ['pool', 'theirs'],
  );
});

test('faults add up, and see the request', async (t) => {
  const seen: unknown[] = [];
  const arm = startArm(t, {
    gateways: { [ID]: smallest() },
    faults: [
      ({ kind, path, body }) => {
        seen.push([kind, path, body]);
        return null;
      },
      scripted([{ on: 'get', action: { kind: 'answer', answer: { status: 503 } } }]),
      scripted([{ on: 'get', action: { kind: 'answer', answer: { status: 500 } } }]),
    ],
  });
  t.is((await arm.get()).status, 503);
  await arm.call('PATCH', ID, { tags: {} });
  t.deepEqual(seen, [
    ['get', ID, undefined],
    ['patch', ID, { tags: {} }],
  ]);
});

test('an operation that is cancelled applies nothing and leaves the gateway Failed', async (t) => {
  const arm = startWith(t, { on: 'put', action: { kind: 'operation', canceled: true } });
  const put = await arm.settle(smallest());
  t.deepEqual(await statusOf(arm, put), {
    status: 'Canceled',
    error: { code: 'Canceled', message: 'Operation was canceled.', details: [] },
  });
  t.is(propertiesOf((await arm.get()).body)['provisioningState'], 'Failed');
  t.is(arm.applied.length, 0);
});

test('an operation that hangs for 40 minutes and then fails', async (t) => {
  const failure = { code: 'InternalServerError', message: 'An error occurred.' };
  const latencyMs = 40 * 60_000;
  const arm = startWith(t, { on: 'put', action: { kind: 'operation', latencyMs, failure } });
  const put = await arm.put(smallest());
  await arm.clock.advance(latencyMs - 1);
  t.deepEqual(await statusOf(arm, put), { status: 'InProgress' });
  await arm.clock.advance(1);
  t.like(await statusOf(arm, put), { status: 'Failed', error: { code: 'InternalServerError' } });
});

test('the gateway comes into a state by itself, but not while an operation runs', async (t) => {
  const arm = startWith(
    t,
    { on: 'get', action: { kind: 'state', provisioningState: 'Failed', operationalState: 'Stopped' } },
    { on: 'get', skip: 2, action: { kind: 'state', provisioningState: 'Failed' } },
  );
  t.like((await arm.get()).body, {
    properties: { provisioningState: 'Failed', operationalState: 'Stopped' },
  });
  const put = await arm.put(smallest());
  t.like(put.body, { properties: { provisioningState: 'Updating', operationalState: 'Starting' } });
  await arm.clock.advance(LATENCY);
  t.like((await arm.get()).body, {
    properties: { provisioningState: 'Succeeded', operationalState: 'Running' },
  });
  await arm.put(smallest());
  t.like((await arm.get()).body, { properties: { provisioningState: 'Updating' } });
});

test('another writer between a GET and a PUT: its document is there when the PUT comes', async (t) => {
  const edit = (document: RawGateway): RawGateway => ({ ...document, tags: { owner: 'x' } });
  const arm = startArm(t, {
    faults: [scripted([{ on: 'put', action: { kind: 'otherWriter', edit } }])],
    gateways: { [ID]: smallest() },
    ifMatch: 'enforced',
  });
  const { etag } = (await arm.get()).body as { etag: string };
  const refused = await arm.put(smallest(), ID, { 'if-match': etag });
  t.is(refused.status, 412);
  t.like(refused.body, { error: { code: 'PreconditionFailed' } });
  t.like((await arm.get()).body, { tags: { owner: 'x' }, properties: { provisioningState: 'Succeeded' } });
  t.is(arm.applied.length, 1);
});

test('another writer whose document is refused changes nothing', async (t) => {
  const edit = (document: RawGateway): RawGateway => ({ ...document, unheardOf: true }) as RawGateway;
  const arm = startWith(t, { on: 'put', action: { kind: 'otherWriter', edit } });
  t.is((await arm.put(smallest())).status, 200);
  t.is((await arm.get()).body['unheardOf'], undefined);
});
