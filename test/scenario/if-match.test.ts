/** The setting `ifMatch` against an ARM that heeds If-Match, while somebody else writes between our read and our PUT. */
import test from 'ava';
import { API_VERSION, type RawGateway } from '../../src/appgw/wire.ts';
import { staticToken } from '../../src/azure/credential.ts';
import { createGatewayClient } from '../../src/azure/gateway-client.ts';
import { CONFIG } from '../../src/config/schema.ts';
import { startGatewayRunner } from '../../src/controller/gateway-runner.ts';
import { createArm } from '../../src/emulator/arm/arm.ts';
import { CLASS, ingress, service, slice } from '../helpers/objects.ts';
import { inProcessHttpClient, type InProcessRequest } from '../helpers/in-process-http-client.ts';
import { createMemorySource } from '../helpers/memory-source.ts';
import { SILENT_EVENTS } from '../helpers/silent-events.ts';
import { createVirtualClock } from '../helpers/virtual-clock.ts';
import { THEIRS } from '../helpers/world.ts';

const ENDPOINT = 'https://management.azure.com';
const { somethingNew: _unknownToArm, ...properties } = THEIRS.properties;
const BEFORE: RawGateway = { ...THEIRS, properties };
const ID = THEIRS.id!;
const PATH = `${ID}?api-version=${API_VERSION}`;
const HEADERS = { authorization: 'Bearer any', 'content-type': 'application/json' };

for (const [title, ifMatch, survives, puts] of [
  ['with it, what they wrote stays, and the PUT is planned again', true, true, 2],
  ['without it the last writer wins', false, false, 1],
] as const) {
  test(title, async (t) => {
    let inFlight = 0;
    const clock = createVirtualClock(0, () => inFlight > 0);
    const arm = createArm({
      clock,
      events: SILENT_EVENTS,
      gateways: { [ID]: BEFORE },
      latencyMs: 16_000,
    });
    await arm.app.ready();
    const document = (): RawGateway => arm.document(ID)!;
    const statuses: number[] = [];

    async function answer({ method, url, headers, body }: InProcessRequest) {
      const { pathname, search, host } = new URL(url);
      if (method === 'PUT' && statuses.length === 0) {
        const theirs = { ...document(), tags: { team: 'theirs' } };
        const payload = JSON.stringify(theirs);
        const { statusCode } = await arm.app.inject({ method: 'PUT', url: PATH, headers: HEADERS, payload });
        t.is(statusCode, 200);
      }
      const condition = headers['if-match'];
      if (method === 'PUT' && condition !== undefined && condition !== document().etag) {
        statuses.push(412);
        const error = { code: 'PreconditionFailed', message: 'The etag is one of the past.' };
        return {
          status: 412,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ error }),
        };
      }
      const given = await arm.app.inject({
        method: method as 'GET' | 'PUT',
        url: pathname + search,
        headers: { ...headers, host },
        payload: body,
      });
      if (method === 'PUT') statuses.push(given.statusCode);
      const pairs = Object.entries(given.headers).map(([name, value]) => [name, String(value)]);
      return { status: given.statusCode, headers: Object.fromEntries(pairs), body: given.body };
    }

    const outcomes: string[] = [];
    const runner = startGatewayRunner({
      source: createMemorySource([
        ingress({ age: 1, rules: { 'a.com': ['/'] } }),
        service(),
        slice(['10.0.0.1']),
      ]),
      gateway: createGatewayClient({
        resourceId: ID,
        credential: staticToken('any'),
        endpoint: ENDPOINT,
        scope: `${ENDPOINT}/.default`,
        clock,
        userAgent: 'appgw-ingress/test',
        ifMatch,
        httpClient: inProcessHttpClient(async (request) => {
          inFlight += 1;
          try {
            return await answer(request);
          } finally {
            inFlight -= 1;
          }
        }),
      }),
      lease: { isFresh: () => true, operation: () => null, recordOperation: async () => undefined },
      clock,
      settings: { config: CONFIG.parse({ ifMatch }), conventionalClass: CLASS },
      mode: 'apply',
      publish: async ({ outcome }) => void outcomes.push(outcome.kind),
      random: () => 0.5,
    });
    t.teardown(async () => {
      await runner.stop();
      await arm.close();
    });
    await clock.pass(45_000);
    t.is(statuses.length, puts);
    t.is(statuses[0] === 412, ifMatch);
    t.is(document().tags?.['team'] === 'theirs', survives);
    const rules = document().properties['requestRoutingRules'] as { readonly name: string }[];
    t.is(rules.filter(({ name }) => name.startsWith('default.rule.')).length, 1);
    t.deepEqual([...new Set(outcomes)], ['applied', 'unchanged']);
  });
}
