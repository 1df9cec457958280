import test from 'ava';
import { SILENT_EVENTS } from '../../../../helpers/silent-events.ts';
import { ID, LATENCY, propertiesOf, ref, smallest, startArm } from '../_harness.ts';
import type { Answered } from '../_harness.ts';

const pathOf = (url: unknown): string => {
  const { pathname, search } = new URL(String(url));
  return pathname + search;
};
const locationOf = ({ headers }: Answered): string => pathOf(headers['location']);

test('DELETE: 202 with both URLs, 202 until it is done, then 204 and the gateway is gone', async (t) => {
  const arm = startArm(t);
  await arm.settle(smallest());
  const answer = await arm.call('DELETE', ID);
  t.is(answer.status, 202);
  t.is((await arm.call('GET', locationOf(answer))).status, 202);
  t.is(propertiesOf((await arm.get()).body)['provisioningState'], 'Deleting');
  await arm.clock.advance(LATENCY);
  t.is((await arm.call('GET', locationOf(answer))).status, 204);
  t.deepEqual((await arm.call('GET', pathOf(answer.headers['azure-asyncoperation']))).body, {
    status: 'Succeeded',
  });
  t.is((await arm.get()).status, 404);
  t.is((await arm.call('DELETE', ID)).status, 204);
});

for (const action of ['start', 'stop']) {
  test(`POST ${action}: 202, then 200`, async (t) => {
    const arm = startArm(t);
    await arm.settle(smallest());
    const answer = await arm.call('POST', `${ID}/${action}`);
    t.is(answer.status, 202);
    t.is((await arm.call('GET', locationOf(answer))).status, 202);
    await arm.clock.advance(LATENCY);
    t.is((await arm.call('GET', locationOf(answer))).status, 200);
  });
}

test('POST backendhealth: 202 with a location, then the health; it cancels nothing', async (t) => {
  const health = {
    backendAddressPools: [{ backendAddressPool: { id: 'p' }, backendHttpSettingsCollection: [] }],
  };
  const arm = startArm(t, { events: { ...SILENT_EVENTS, health: () => health } });
  const put = await arm.put(smallest());
  const answer = await arm.call('POST', `${ID}/backendhealth?api-version=2026-01-01&$expand=x`);
  t.is(answer.status, 202);
  t.false('azure-asyncoperation' in answer.headers);
  const running = await arm.call('GET', locationOf(answer));
  t.is(running.status, 202);
  t.is(locationOf(running), locationOf(answer));
  await arm.clock.advance(LATENCY);
  const done = await arm.call('GET', locationOf(answer));
  t.is(done.status, 200);
  t.like(done.body, health);
  t.like((await arm.call('GET', pathOf(put.headers['azure-asyncoperation']))).body, {
    status: 'Succeeded',
  });
});

test('POST getBackendHealthOnDemand: 202 with a location, then what the probe found', async (t) => {
  const asked: unknown[] = [];
  const healthOnDemand: typeof SILENT_EVENTS.healthOnDemand = async (probe) => {
    asked.push(probe);
    return SILENT_EVENTS.healthOnDemand(probe);
  };
  const arm = startArm(t, { events: { ...SILENT_EVENTS, healthOnDemand } });
  await arm.settle(smallest());
  const probe = {
    protocol: 'Http',
    path: '/ready',
    backendAddressPool: ref('backendaddressPools', 'pool'),
    backendHttpSettings: ref('backendHttpSettingsCollection', 'settings'),
  };
  const answer = await arm.call('POST', `${ID}/getBackendHealthOnDemand`, probe);
  t.is(answer.status, 202);
  t.is((await arm.call('GET', locationOf(answer))).status, 202);
  await arm.clock.advance(LATENCY);
  const done = await arm.call('GET', locationOf(answer));
  t.like(done, { status: 200, body: { backendAddressPool: probe.backendAddressPool } });
  t.deepEqual(asked, [probe]);
});

for (const member of ['backendAddressPool', 'backendHttpSettings']) {
  test(`POST getBackendHealthOnDemand refuses a ${member} that is not there`, async (t) => {
    const arm = startArm(t);
    await arm.settle(smallest());
    const probe = {
      backendAddressPool: ref('backendAddressPools', 'pool'),
      backendHttpSettings: ref('backendHttpSettingsCollection', 'settings'),
    };
    const answer = await arm.call('POST', `${ID}/getBackendHealthOnDemand`, {
      ...probe,
      [member]: { id: '/x' },
    });
    t.is(answer.status, 400);
    t.like(answer.body, { error: { code: 'InvalidResourceReference' } });
  });
}

test('operation URLs are absolute on the host that was called, long, and of their own api-version', async (t) => {
  const { app } = startArm(t).arm;
  const headers = { authorization: 'Bearer x', host: 'management.azure.com' };
  const payload = JSON.stringify(smallest());
  const put = await app.inject({ method: 'PUT', url: `${ID}?api-version=2026-01-01`, headers, payload });
  const url = String(put.headers['azure-asyncoperation']);
  t.regex(
    url,
    /^https:\/\/management\.azure\.com\/subscriptions\/0000\/providers\/Microsoft\.Network\/locations\/westus\/operations\/[0-9a-f-]{36}\?api-version=2023-11-01&t=\d{18}&c=/,
  );
  t.true(url.length > 2500 && url.length < 4096, String(url.length));
});

test('what does not exist is not started, tagged or asked for its health', async (t) => {
  const arm = startArm(t);
  t.is((await arm.call('POST', `${ID}/start`)).status, 404);
  t.is((await arm.call('POST', `${ID}/backendhealth`)).status, 404);
  t.is((await arm.call('PATCH', ID, { tags: {} })).status, 404);
  t.is(
    (
      await arm.call(
        'GET',
        '/subscriptions/0000/providers/Microsoft.Network/locations/westus/operations/gone',
      )
    ).status,
    404,
  );
});

test('PATCH takes tags and nothing else', async (t) => {
  const arm = startArm(t);
  await arm.settle(smallest());
  for (const body of [{}, { tags: 1 }, { tags: { a: 1 } }])
    t.is((await arm.call('PATCH', ID, body)).status, 400);
});
