import test from 'ava';
import type { CredentialSource } from '../../../src/azure/credential.ts';
import { staticToken } from '../../../src/azure/credential.ts';
import { createKeyVaults } from '../../../src/azure/key-vault.ts';
import { inProcessHttpClient, type InProcessRequest } from '../../helpers/in-process-http-client.ts';

const VERSION = '0123456789abcdef0123456789abcdef';
const CHALLENGE =
  'Bearer authorization="https://login.microsoftonline.com/t", resource="https://vault.azure.net"';

function vaults(answer: () => { status: number; body?: unknown }, credential = staticToken('secret')) {
  const requests: InProcessRequest[] = [];
  const keyVaults = createKeyVaults({
    credential,
    suffix: 'vault.azure.net',
    httpClient: inProcessHttpClient(async (request) => {
      const headers = { 'content-type': 'application/json' };
      if (!request.headers['authorization'])
        return { status: 401, headers: { ...headers, 'www-authenticate': CHALLENGE }, body: '{}' };
      requests.push(request);
      const { status, body = {} } = answer();
      return { status, headers, body: JSON.stringify(body) };
    }),
  });
  return { keyVaults, requests };
}

for (const [what, id, path] of [
  ['the newest version', 'https://shop.vault.azure.net/secrets/web', '/certificates/web/'],
  ['one version', `https://shop.vault.azure.net/secrets/web/${VERSION}`, `/certificates/web/${VERSION}`],
] as const) {
  test(`the leaf of ${what}`, async (t) => {
    const body = {
      id: `https://shop.vault.azure.net/certificates/web/${VERSION}`,
      cer: Buffer.from('der').toString('base64'),
      attributes: { enabled: true },
    };
    const { keyVaults, requests } = vaults(() => ({ status: 200, body }));
    t.deepEqual(Buffer.from((await keyVaults.certificate(id))!).toString(), 'der');
    const { hostname, pathname } = new URL(requests[0]!.url);
    t.is(hostname, 'shop.vault.azure.net');
    t.is(pathname.replace(/\/$/, ''), path.replace(/\/$/, ''));
  });
}

for (const status of [403, 404]) {
  test(`${status}: unknown`, async (t) => {
    const { keyVaults } = vaults(() => ({ status, body: { error: { code: 'Code', message: 'no' } } }));
    t.is(await keyVaults.certificate('https://shop.vault.azure.net/secrets/web'), null);
  });
}

for (const host of ['shop.vault.example.com', 'vault.azure.net.example.com', 'shop.vault.azure.cn']) {
  test(`no token goes to ${host}`, async (t) => {
    const { keyVaults, requests } = vaults(() => ({ status: 200 }));
    t.is(await keyVaults.certificate(`https://${host}/secrets/web`), null);
    t.deepEqual(requests, []);
  });
}

test('without an identity of ours nothing is known', async (t) => {
  const unavailable: CredentialSource = async () => {
    throw Object.assign(new Error('none'), { name: 'CredentialUnavailableError' });
  };
  const { keyVaults } = vaults(() => ({ status: 200 }), unavailable);
  t.is(await keyVaults.certificate('https://shop.vault.azure.net/secrets/web'), null);
});

test('a vault that cannot be reached is a transient failure', async (t) => {
  const { keyVaults } = vaults(() => ({ status: 500 }));
  await t.throwsAsync(keyVaults.certificate('https://shop.vault.azure.net/secrets/web'), {
    name: 'ArmError',
  });
});
