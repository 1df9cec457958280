import { createServer } from 'node:https';
import test from 'ava';
import { createArmPipeline } from '../../../src/azure/arm-pipeline.ts';
import type { ArmPipelineOptions } from '../../../src/azure/arm-pipeline.ts';
import { staticToken } from '../../../src/azure/credential.ts';
import { systemClock } from '../../../src/clock/clock.ts';
import { createAuthority } from '../../../src/emulator/authority.ts';
import { inProcessHttpClient } from '../../helpers/in-process-http-client.ts';

const OPTIONS: ArmPipelineOptions = {
  credential: staticToken('secret'),
  endpoint: 'https://arm.test',
  scope: 'https://arm.test/.default',
  subscriptionId: '00000000-0000-0000-0000-000000000000',
  clock: systemClock,
  userAgent: 'appgw-ingress/test',
};

test('tokens are asked for the scope, kept, and asked anew after a refusal', async (t) => {
  const scopes: unknown[] = [];
  const authorizations: unknown[] = [];
  let sources = 0;
  const send = createArmPipeline({
    ...OPTIONS,
    scope: 'https://audience.test/.default',
    credential: async () => {
      sources += 1;
      const token = `token-${sources}`;
      return {
        getToken: async (scope) => {
          scopes.push(scope);
          return { token, expiresOnTimestamp: Number.MAX_SAFE_INTEGER };
        },
      };
    },
    httpClient: inProcessHttpClient(({ headers, url }) => {
      authorizations.push(headers['authorization']);
      return { status: url.includes('denied') ? 403 : 204 };
    }),
  });
  const get = (target: string) => send({ method: 'GET', target });
  await get('/a');
  await get('/b');
  await t.throwsAsync(get('/denied'), { name: 'ArmError' });
  await get('/c');
  t.deepEqual(authorizations, ['Bearer token-1', 'Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
  t.deepEqual(scopes, [['https://audience.test/.default'], ['https://audience.test/.default']]);
});

test('an identity that is not ready is forbidden, and asked again next time', async (t) => {
  let ready = false;
  const send = createArmPipeline({
    ...OPTIONS,
    credential: async () => {
      if (ready) return await staticToken('late')();
      throw Object.assign(new Error('no federated token'), { name: 'CredentialUnavailableError' });
    },
    httpClient: inProcessHttpClient(() => ({ status: 204 })),
  });
  const error = await t.throwsAsync(send({ method: 'GET', target: '/a' }));
  t.like(error, { kind: 'forbidden', code: 'CredentialUnavailableError' });
  ready = true;
  t.is((await send({ method: 'GET', target: '/a' })).status, 204);
});

test('a token never goes over plain http', async (t) => {
  const httpClient = inProcessHttpClient(() => ({ status: 204 }));
  const send = createArmPipeline({ ...OPTIONS, endpoint: 'http://arm.test', httpClient });
  t.like(await t.throwsAsync(send({ method: 'GET', target: '/a' })), { kind: 'bug' });
});

test.serial('over real https: trusted with the CA only, past a proxy of the environment', async (t) => {
  const authority = await createAuthority('test');
  const { certificate, key } = await authority.issue(['127.0.0.1']);
  const server = createServer({ cert: certificate, key }, (request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ properties: { url: request.url } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `https://127.0.0.1:${Reflect.get(Object(server.address()), 'port')}`;
  const proxy = process.env['HTTPS_PROXY'];
  process.env['HTTPS_PROXY'] = 'http://127.0.0.1:1';
  t.teardown(() => {
    if (proxy === undefined) delete process.env['HTTPS_PROXY'];
    else process.env['HTTPS_PROXY'] = proxy;
    server.closeAllConnections();
    server.close();
  });

  const trusting = createArmPipeline({ ...OPTIONS, endpoint, ca: authority.pem });
  const answer = await trusting({ method: 'GET', target: '/x', query: { 'api-version': '1' } });
  t.deepEqual(answer.body, { properties: { url: '/x?api-version=1' } });

  const error = await t.throwsAsync(
    createArmPipeline({ ...OPTIONS, endpoint })({ method: 'GET', target: '/x' }),
  );
  t.like(error, { kind: 'transient', statusCode: null });
});

test('a whole URL is used to the letter', async (t) => {
  const urls: string[] = [];
  const httpClient = inProcessHttpClient(({ url }) => {
    urls.push(url);
    return { status: 204 };
  });
  const target = 'https://arm.test/o/1?t=6&c=a%2Bb&s=x%3D&h=%7e';
  await createArmPipeline({ ...OPTIONS, httpClient })({ method: 'GET', target });
  t.deepEqual(urls, [target]);
});
