import test from 'ava';
import fastify from 'fastify';
import { API_VERSION } from '../../../src/appgw/wire.ts';
import { ArmError } from '../../../src/controller/arm-error.ts';
import { fastifyHttpClient } from '../../helpers/in-process-http-client.ts';
import { ENDPOINT, GATEWAY_ID, accepted, lostConnection, scriptedArm } from './scripted-arm.ts';

const LIVE = {
  id: GATEWAY_ID,
  name: 'dev',
  location: 'westeurope',
  etag: 'W/"1"',
  futureEnvelope: [1, 2.5, null],
  properties: {
    sku: { name: 'Standard_v2' },
    futureProperty: { nested: [{ deep: true }], ü: '✓' },
    sslCertificates: [{ name: 'c', properties: { publicCertData: 'MII', futureItem: 0 } }],
  },
};
const DOCUMENT = { location: 'westeurope', properties: LIVE.properties };

test('members that nobody here knows survive the way there and back', async (t) => {
  const { client, requests } = scriptedArm([{ body: LIVE }, accepted]);
  t.deepEqual(await client.get(), LIVE);
  await client.put(DOCUMENT);
  t.deepEqual(JSON.parse(requests[1]?.body ?? ''), DOCUMENT);
});

test('one id, one api-version, a token and a name in every request', async (t) => {
  const odd = GATEWAY_ID.replace('resourceGroups', 'RESOURCEGROUPS');
  const { client, requests } = scriptedArm([{ body: LIVE }, accepted], { resourceId: odd });
  t.is(client.resourceId, GATEWAY_ID);
  await client.get();
  await client.put(DOCUMENT);
  for (const { url, headers } of requests) {
    t.is(url, `${ENDPOINT}${GATEWAY_ID}?api-version=${API_VERSION}`);
    t.is(headers['authorization'], 'Bearer secret');
    t.regex(headers['user-agent'] ?? '', /^appgw-ingress\/test azsdk-js-arm-network\/\d/);
    t.is(headers['accept'], 'application/json');
  }
  t.deepEqual(
    requests.map(({ method, headers }) => [method, headers['content-type']]),
    [
      ['GET', undefined],
      ['PUT', 'application/json'],
    ],
  );
});

for (const [title, ifMatch, reads, sent] of [
  ['no PUT says what it is for', false, [LIVE], undefined],
  ['asked to, a PUT is for what was read last', true, [{ ...LIVE, etag: 'W/"0"' }, LIVE], 'W/"1"'],
  ['what was never read has no condition', true, [], undefined],
  ['nor what has no etag', true, [LIVE, { ...LIVE, etag: undefined }], undefined],
] as const) {
  test(`If-Match: ${title}`, async (t) => {
    const { client, requests } = scriptedArm([...reads.map((body) => ({ body })), accepted], { ifMatch });
    for (const _ of reads) await client.get();
    await client.put(DOCUMENT);
    t.is(requests.at(-1)?.headers['if-match'], sent);
  });
}

test('a PUT for a gateway of the past is refused, and to be planned again', async (t) => {
  const body = { error: { code: 'PreconditionFailed', message: 'm' } };
  const { client } = scriptedArm([{ body: LIVE }, { status: 412, body }], { ifMatch: true });
  await client.get();
  const error = await t.throwsAsync(client.put(DOCUMENT), { instanceOf: ArmError });
  t.like(error, { kind: 'conflict', code: 'PreconditionFailed', statusCode: 412 });
});

test('a wrong id is refused before anything is sent', (t) => {
  t.throws(() => scriptedArm([], { resourceId: '/subscriptions/x' }), { code: 'RESOURCE_ID_INVALID' });
});

test('throttled: one request, and how long to wait', async (t) => {
  const { client, requests } = scriptedArm([
    {
      status: 429,
      headers: { 'retry-after': '11' },
      body: { error: { code: 'TooManyRequests', message: 'm' } },
    },
  ]);
  const error = await t.throwsAsync(client.put(DOCUMENT), { instanceOf: ArmError });
  t.like(error, { kind: 'throttled', retryAfterMs: 11_000, statusCode: 429 });
  t.is(requests.length, 1);
});

for (const status of [500, 503]) {
  test(`the pipeline does not send again after ${status}`, async (t) => {
    const { client, requests } = scriptedArm([{ status, headers: { 'retry-after': '0' } }]);
    t.like(await t.throwsAsync(client.put(DOCUMENT)), { kind: 'transient', statusCode: status });
    t.is(requests.length, 1);
  });
}

test('a broken connection is transient and has its cause', async (t) => {
  const cause = lostConnection();
  const { client, requests } = scriptedArm([cause]);
  const error = await t.throwsAsync(client.put(DOCUMENT), { instanceOf: ArmError });
  t.like(error, { kind: 'transient', code: 'ECONNRESET' });
  t.is(error.cause, cause);
  t.is(requests.length, 1);
});

test('a gateway that is not there', async (t) => {
  const { client } = scriptedArm([
    { status: 404, body: { error: { code: 'ResourceNotFound', message: 'm' } } },
  ]);
  t.like(await t.throwsAsync(client.get()), { kind: 'notFound', code: 'ResourceNotFound' });
});

for (const [name, body, headers] of [
  ['a sign-in page', '<html>', { 'content-type': 'text/html' }],
  ['an object without properties', {}, {}],
  ['nothing', undefined, {}],
] as const) {
  test(`${name} instead of the gateway is transient`, async (t) => {
    const { client } = scriptedArm([{ body, headers }]);
    t.like(await t.throwsAsync(client.get()), { kind: 'transient', code: 'UnexpectedBody', statusCode: 200 });
  });
}

test('an aborted call ends with the reason', async (t) => {
  const { client } = scriptedArm([{ body: LIVE }]);
  const reason = new Error('stopping');
  t.is(await t.throwsAsync(client.get(AbortSignal.abort(reason))), reason);
});

const refused = (member: string, path: string) => ({
  status: 400,
  body: {
    error: {
      code: 'InvalidRequestFormat',
      message: 'Cannot parse the request.',
      details: [
        {
          code: 'InvalidJson',
          message: `Could not find member '${member}' on object of type 'T'. Path '${path}', line 1, position 9.`,
        },
      ],
    },
  },
});

test('a member that ARM refuses is left out once, and from then on', async (t) => {
  const stripped: string[] = [];
  const refusal = refused('futureProperty', 'properties.futureProperty');
  const { client, requests } = scriptedArm([refusal, accepted, accepted], {
    onStripped: (path) => stripped.push(path),
  });
  await client.put(DOCUMENT);
  await client.put(DOCUMENT);
  const { futureProperty: _, ...kept } = LIVE.properties;
  t.deepEqual(
    requests.map(({ body }) => JSON.parse(body)),
    [DOCUMENT, { ...DOCUMENT, properties: kept }, { ...DOCUMENT, properties: kept }],
  );
  t.deepEqual(stripped, ['properties.futureProperty']);
});

test('the PUT is repeated only once', async (t) => {
  const { client, requests } = scriptedArm([
    refused('futureProperty', 'properties.futureProperty'),
    refused('futureItem', 'properties.sslCertificates[0].properties.futureItem'),
  ]);
  t.like(await t.throwsAsync(client.put(DOCUMENT)), { kind: 'bug', code: 'InvalidJson' });
  t.is(requests.length, 2);
});

test('a complaint about a member that was not sent is thrown as it is', async (t) => {
  const { client, requests } = scriptedArm([refused('other', 'properties.other')]);
  t.like(await t.throwsAsync(client.put(DOCUMENT)), { kind: 'bug', code: 'InvalidJson' });
  t.is(requests.length, 1);
});

test('a fastify server can stand for ARM without a socket', async (t) => {
  const server = fastify();
  server.put(GATEWAY_ID, async (request, reply) => reply.code(201).send(request.body));
  server.get(GATEWAY_ID, async ({ host, query }) => ({ properties: { host, query } }));
  const { client } = scriptedArm([], { httpClient: fastifyHttpClient(server) });
  t.is((await client.put(DOCUMENT)).url, null);
  t.deepEqual(await client.get(), {
    properties: { host: 'arm.test', query: { 'api-version': API_VERSION } },
  });
  await server.close();
});
