import test from 'ava';
import { createArmReader, type ArmReader } from '../../../src/azure/arm-reader.ts';
import { staticToken } from '../../../src/azure/credential.ts';
import { API_VERSION } from '../../../src/appgw/wire.ts';
import { inProcessHttpClient, type InProcessRequest } from '../../helpers/in-process-http-client.ts';
import { ENDPOINT, GATEWAY_ID } from './scripted-arm.ts';

interface Scripted {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: unknown;
}

function reading(answer: (count: number) => Scripted): { reader: ArmReader; requests: InProcessRequest[] } {
  const requests: InProcessRequest[] = [];
  let now = 0;
  const reader = createArmReader({
    subscriptionId: '00000000-0000-0000-0000-000000000000',
    endpoint: ENDPOINT,
    scope: `${ENDPOINT}/.default`,
    credential: staticToken('secret'),
    clock: { now: () => now, sleep: async (ms) => void (now += ms) },
    userAgent: 'test',
    httpClient: inProcessHttpClient(async (request) => {
      requests.push(request);
      const { status, headers = {}, body } = answer(requests.length);
      const json = { 'content-type': 'application/json', ...headers };
      return { status, headers: json, body: body === undefined ? '' : JSON.stringify(body) };
    }),
  });
  return { reader, requests };
}

const LOCATION = { location: `${ENDPOINT}/operationResults/1` };

test('any resource, in its own version', async (t) => {
  const { reader, requests } = reading(() => ({ status: 200, body: { name: 'x' } }));
  t.deepEqual(await reader.read('/subscriptions/s/things/x', '2022-04-01'), { name: 'x' });
  await reader.read('/subscriptions/s/things/x');
  t.deepEqual(
    requests.map(({ url }) => new URL(url).searchParams.get('api-version')),
    ['2022-04-01', API_VERSION],
  );
});

test('a refusal names what is missing', async (t) => {
  const message =
    "does not have authorization to perform action 'Microsoft.Network/x/read' over scope '/subscriptions/s'";
  const { reader } = reading(() => ({
    status: 403,
    body: { error: { code: 'AuthorizationFailed', message } },
  }));
  await t.throwsAsync(reader.read('/subscriptions/s'), { name: 'ArmError', code: 'AuthorizationFailed' });
});

test('the health of backends is polled for', async (t) => {
  const { reader, requests } = reading((count) =>
    count < 3 ? { status: 202, headers: LOCATION } : { status: 200, body: { backendAddressPools: [] } },
  );
  t.deepEqual(await reader.backendHealth(GATEWAY_ID), { backendAddressPools: [] });
  t.deepEqual(
    requests.map(({ method, url }) => `${method} ${new URL(url).pathname.split('/').at(-1)}`),
    ['POST backendhealth', 'GET 1', 'GET 1'],
  );
});

for (const [title, headers] of [
  ['for ever', LOCATION],
  ['without saying where', {}],
] as const) {
  test(`a gateway that keeps one waiting ${title}`, async (t) => {
    const { reader } = reading(() => ({ status: 202, headers }));
    await t.throwsAsync(reader.backendHealth(GATEWAY_ID), { code: 'NoAnswer' });
  });
}
