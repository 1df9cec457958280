import test from 'ava';
import { API_VERSION } from '../../../src/appgw/wire.ts';
import { staticToken } from '../../../src/azure/credential.ts';
import { createFirewallPolicies } from '../../../src/azure/firewall-policies.ts';
import type { FirewallPolicies } from '../../../src/controller/ports.ts';
import { inProcessHttpClient, type InProcessRequest } from '../../helpers/in-process-http-client.ts';
import { ENDPOINT, GATEWAY_ID } from './scripted-arm.ts';

const GROUP = GATEWAY_ID.replace(
  /\/applicationGateways.*/,
  '/ApplicationGatewayWebApplicationFirewallPolicies',
);
const policy = (name: string) => ({ id: `${GROUP}/${name}`, name, properties: {} });

type Scripted = readonly [status: number, body?: unknown];

function scripted(...answers: Scripted[]): { policies: FirewallPolicies; requests: InProcessRequest[] } {
  const requests: InProcessRequest[] = [];
  const policies = createFirewallPolicies({
    gatewayId: GATEWAY_ID,
    endpoint: ENDPOINT,
    scope: `${ENDPOINT}/.default`,
    credential: staticToken('secret'),
    clock: { now: () => 0, sleep: async () => {} },
    userAgent: 'test',
    httpClient: inProcessHttpClient(async (request) => {
      requests.push(request);
      const [status, body] = answers[requests.length - 1] ?? [500];
      const headers = { 'content-type': 'application/json' };
      return { status, headers, body: body === undefined ? '' : JSON.stringify(body) };
    }),
  });
  return { policies, requests };
}

test('a policy is read in our api-version; one that is not there is null', async (t) => {
  const { policies, requests } = scripted(
    [200, policy('a')],
    [404, { error: { code: 'NotFound', message: '' } }],
  );
  t.like(await policies.read(`${GROUP}/a`), { name: 'a' });
  t.is(await policies.read(`${GROUP}/b`), null);
  const url = new URL(requests[0]!.url);
  t.is(url.pathname, `${GROUP}/a`);
  t.is(url.searchParams.get('api-version'), API_VERSION);
});

test('writing sends the document as it is', async (t) => {
  const { policies, requests } = scripted([201, policy('a')]);
  await policies.write(`${GROUP}/a`, { location: 'x', properties: { newer: [1] } });
  t.is(requests[0]!.method, 'PUT');
  t.deepEqual(JSON.parse(requests[0]!.body), { location: 'x', properties: { newer: [1] } });
});

for (const status of [202, 204, 404]) {
  test(`removed: ${status}`, async (t) => {
    const { policies, requests } = scripted([status]);
    await t.notThrowsAsync(policies.remove(`${GROUP}/a`));
    t.is(requests[0]!.method, 'DELETE');
  });
}

test('a list goes on to its last page', async (t) => {
  const nextLink = `${ENDPOINT}${GROUP}?page=2`;
  const { policies, requests } = scripted(
    [200, { value: [policy('a'), 'odd'], nextLink }],
    [200, { value: [policy('b')] }],
  );
  t.deepEqual(
    (await policies.list()).map(({ name }) => name),
    ['a', 'b'],
  );
  t.is(requests[1]!.url, nextLink);
});

test('refusals are typed', async (t) => {
  const error = { code: 'AuthorizationFailed', message: 'no' };
  await t.throwsAsync(scripted([403, { error }]).policies.list(), { name: 'ArmError', code: error.code });
  await t.throwsAsync(scripted([200, 'odd']).policies.read(`${GROUP}/a`), { code: 'UnexpectedBody' });
});
