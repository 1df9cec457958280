import { once } from 'node:events';
import test from 'ava';
import { ArmError } from '../../../src/controller/arm-error.ts';
import { systemClock } from '../../../src/clock/clock.ts';
import { ENDPOINT, OPERATION_URL, accepted, lostConnection, progress, scriptedArm } from './scripted-arm.ts';
import type { Step } from './scripted-arm.ts';

const DOCUMENT = { properties: {} };

async function follow(steps: readonly Step[], url: string = OPERATION_URL) {
  const { client, requests, sleeps } = scriptedArm(steps);
  const statuses: string[] = [];
  const lost: string[] = [];
  const wait = client.resumeOperation(url).wait({
    onPoll: (status) => statuses.push(status),
    onLostPoll: ({ code }) => lost.push(code),
  });
  const error = await wait.then(
    () => null,
    (reason: unknown) => reason,
  );
  return { error, requests, sleeps, statuses, lost };
}

test('polled with growing pauses until it succeeded', async (t) => {
  const running = Array.from({ length: 7 }, () => progress('InProgress'));
  const { error, sleeps, statuses, requests } = await follow([...running, progress('Succeeded')]);
  t.is(error, null);
  t.deepEqual(sleeps, [1000, 1500, 2000, 2000, 2000, 2000, 2000, 2000]);
  t.deepEqual(statuses, [...running.map(() => 'InProgress'), 'Succeeded']);
  t.true(requests.every(({ method, url }) => method === 'GET' && url === OPERATION_URL));
  t.is(requests[0]?.headers['authorization'], 'Bearer secret');
});

test('the pauses can be set', async (t) => {
  const steps = [progress('InProgress'), progress('InProgress'), progress('Succeeded')];
  const { client, sleeps } = scriptedArm(steps, { pollInterval: { firstMs: 10, maxMs: 12 } });
  await client.resumeOperation(OPERATION_URL).wait();
  t.deepEqual(sleeps, [10, 12, 12]);
});

test('Retry-After goes before the own pause, from the PUT on', async (t) => {
  const { client, sleeps } = scriptedArm([
    { ...accepted, headers: { ...accepted.headers, 'retry-after': '10' } },
    { ...progress('InProgress'), headers: { 'retry-after': '7' } },
    progress('InProgress'),
    progress('Succeeded'),
  ]);
  await (await client.put(DOCUMENT)).wait();
  t.deepEqual(sleeps, [10_000, 7000, 1000]);
});

test('a failed operation has its code, its sub-resources and all details', async (t) => {
  const message = `Problem with secret of ${ENDPOINT}`;
  const { error, sleeps } = await follow([
    progress('InProgress'),
    progress('Failed', {
      error: {
        code: 'ApplicationGatewayKeyVaultSecretException',
        message: 'Problem occurred while accessing the vault.',
        details: [{ code: 'ApplicationGatewayKeyVaultSecretAccessDenied', message }],
      },
    }),
  ]);
  t.true(error instanceof ArmError);
  t.like(error, {
    kind: 'invalid',
    code: 'ApplicationGatewayKeyVaultSecretAccessDenied',
    message,
    statusCode: null,
  });
  t.is(sleeps.length, 2);
});

test('a failed operation is not a lost poll, also where its code is transient', async (t) => {
  const failed = progress('Failed', { error: { code: 'InternalServerError', message: 'm' } });
  const { error, lost } = await follow([failed]);
  t.like(error, { kind: 'transient', code: 'InternalServerError', statusCode: null });
  t.deepEqual(lost, []);
});

test('a superseded operation is a conflict', async (t) => {
  const { error } = await follow([
    progress('Canceled', {
      error: {
        code: 'Canceled',
        message: 'Operation was canceled.',
        details: [
          { code: 'CanceledAndSupersededDueToAnotherOperation', message: 'superseded by operation 2' },
        ],
      },
    }),
  ]);
  t.like(error, { kind: 'conflict', code: 'CanceledAndSupersededDueToAnotherOperation' });
});

test('lost polls are repeated: a broken connection, a fault of ARM, a quota', async (t) => {
  const { error, lost, statuses, sleeps } = await follow([
    lostConnection(),
    { status: 503 },
    {
      status: 429,
      headers: { 'retry-after': '20' },
      body: { error: { code: 'TooManyRequests', message: 'm' } },
    },
    lostConnection('ENOTFOUND'),
    progress('Succeeded'),
  ]);
  t.is(error, null);
  t.deepEqual(lost, ['ECONNRESET', 'Http503', 'TooManyRequests', 'ENOTFOUND']);
  t.deepEqual(statuses, ['Succeeded']);
  t.deepEqual(sleeps, [1000, 1500, 2000, 20_000, 2000]);
});

for (const [status, kind] of [
  [404, 'notFound'],
  [403, 'forbidden'],
  [400, 'invalid'],
] as const) {
  test(`a poll refused with ${status} ends the waiting as ${kind}`, async (t) => {
    const { error, requests } = await follow([{ status }]);
    t.like(error, { kind, statusCode: status });
    t.is(requests.length, 1);
  });
}

for (const [name, steps, polls] of [
  ['202, then the resource', [{ status: 202 }, { status: 202 }, { body: { properties: {} } }], 3],
  ['204', [{ status: 204 }], 1],
  ['a resource at once', [{ body: { properties: { provisioningState: 'Updating' } } }], 1],
] as const) {
  test(`a location is done when it no longer answers 202: ${name}`, async (t) => {
    const { error, requests } = await follow(steps);
    t.is(error, null);
    t.is(requests.length, polls);
  });
}

for (const [status, headers, url] of [
  [200, { 'azure-asyncoperation': OPERATION_URL, location: `${ENDPOINT}/l` }, OPERATION_URL],
  [201, { 'Azure-AsyncOperation': OPERATION_URL }, OPERATION_URL],
  [202, { Location: `${ENDPOINT}/l` }, `${ENDPOINT}/l`],
  [200, {}, null],
] as const) {
  test(`PUT answered ${status} with ${Object.keys(headers).join(' and ') || 'no operation'}`, async (t) => {
    const { client, requests } = scriptedArm([{ status, headers, body: {} }, progress('Succeeded')]);
    const operation = await client.put(DOCUMENT);
    t.is(operation.url, url);
    await operation.wait();
    t.is(requests.length, url === null ? 1 : 2);
  });
}

for (const url of [
  'https://evil.test/operations/1',
  'https://arm.test.evil.test/1',
  'https://evilarm.test/1',
  'https://arm.test@evil.test/1',
  'http://arm.test/1',
  'not a url',
  '',
]) {
  test(`no token goes to ${url || 'nowhere'}`, async (t) => {
    const { error, requests } = await follow([progress('Succeeded')], url);
    t.like(error, { kind: 'notFound', code: 'OperationUrlRefused' });
    t.is(requests.length, 0);
  });
}

test('a regional host of the same endpoint is followed', async (t) => {
  const { error } = await follow([progress('Succeeded')], 'https://westeurope.arm.test/operations/1');
  t.is(error, null);
});

test('an abort ends the pause between polls, with its reason', async (t) => {
  const controller = new AbortController();
  const { client } = scriptedArm([progress('InProgress')], {
    clock: systemClock,
    pollInterval: { firstMs: 1, maxMs: 1 },
  });
  const reason = new Error('no longer the leader');
  const wait = client.resumeOperation(OPERATION_URL).wait({
    signal: controller.signal,
    onPoll: () => controller.abort(reason),
  });
  t.is(await t.throwsAsync(wait), reason);
});

test('an abort ends a poll that hangs', async (t) => {
  const controller = new AbortController();
  const hanging = new EventTarget();
  const { client, requests } = scriptedArm([
    async () => {
      hanging.dispatchEvent(new Event('asked'));
      return await new Promise(() => {});
    },
  ]);
  const asked = once(hanging, 'asked');
  const wait = client.resumeOperation(OPERATION_URL).wait({ signal: controller.signal });
  await asked;
  controller.abort();
  await t.throwsAsync(wait, { name: 'AbortError' });
  t.is(requests.length, 1);
});
