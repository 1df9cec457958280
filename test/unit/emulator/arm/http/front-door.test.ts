import test from 'ava';
import { ID, smallest, startArm } from '../_harness.ts';

test('without a bearer token 401', async (t) => {
  const { app } = startArm(t).arm;
  for (const headers of [{}, { authorization: 'Basic eDp5' }, { authorization: 'Bearer ' }]) {
    const answer = await app.inject({ url: `${ID}?api-version=2026-01-01`, headers });
    t.is(answer.statusCode, 401);
    t.is(answer.json<{ error: { code: string } }>().error.code, 'AuthenticationFailed');
  }
});

const refused = test.macro(async (t, query: string, code: string) => {
  const answer = await startArm(t).call('GET', `${ID}?${query}`);
  t.is(answer.status, 400);
  t.like(answer.body, { error: { code } });
});
test('without an api-version 400', refused, 'a=b', 'MissingApiVersionParameter');
test('with an empty api-version 400', refused, 'api-version=', 'MissingApiVersionParameter');
test('with an unknown api-version 400', refused, 'api-version=2099-01-01', 'InvalidApiVersionParameter');

test('a gateway that does not exist 404', async (t) => {
  const answer = await startArm(t).get();
  t.is(answer.status, 404);
  t.like(answer.body, { error: { code: 'ResourceNotFound' } });
  t.regex(
    JSON.stringify(answer.body),
    /The Resource 'Microsoft.Network\/applicationGateways\/gw' under resource group 'rg' was not found/,
  );
});

test('an unknown path 404, also with ARMs body', async (t) => {
  const answer = await startArm(t).call('GET', '/subscriptions/0000/unknown');
  t.is(answer.status, 404);
  t.like(answer.body, { error: { code: 'InvalidResourceType' } });
});

test('a body that is no JSON 400', async (t) => {
  const headers = { authorization: 'Bearer x', 'content-type': 'application/json' };
  const { app } = startArm(t).arm;
  const answer = await app.inject({
    method: 'PUT',
    url: `${ID}?api-version=2026-01-01`,
    headers,
    payload: '{',
  });
  t.is(answer.statusCode, 400);
  t.is(answer.json<{ error: { code: string } }>().error.code, 'InvalidRequestContent');
});

test('a body over 4 MiB 413', async (t) => {
  const answer = await startArm(t).put(smallest({ tags: { a: 'x'.repeat(4 * 1024 * 1024) } }));
  t.is(answer.status, 413);
  t.like(answer.body, { error: { code: 'RequestEntityTooLarge' } });
});

test('paths and ids are compared without case, and shown as they were created', async (t) => {
  const arm = startArm(t);
  await arm.settle(smallest());
  const get = await arm.call('GET', ID.replace('resourceGroups', 'RESOURCEGROUPS').replace('/gw', '/GW'));
  t.is(get.status, 200);
  t.is(get.body['id'], ID);
});

test('every answer has request ids', async (t) => {
  const arm = startArm(t);
  const first = await arm.get();
  const second = await arm.get();
  t.regex(String(first.headers['x-ms-request-id']), /^[0-9a-f-]{36}$/);
  t.not(first.headers['x-ms-request-id'], second.headers['x-ms-request-id']);
  t.is(first.headers['cache-control'], 'no-cache');
});

test('the ids of the client come back', async (t) => {
  const headers = {
    authorization: 'Bearer x',
    'x-ms-correlation-request-id': 'mine',
    'x-ms-client-request-id': 'call-1',
    'x-ms-return-client-request-id': 'true',
  };
  const answer = await startArm(t).arm.app.inject({ url: `${ID}?api-version=2026-01-01`, headers });
  t.is(answer.headers['x-ms-correlation-request-id'], 'mine');
  t.is(answer.headers['x-ms-client-request-id'], 'call-1');
});
