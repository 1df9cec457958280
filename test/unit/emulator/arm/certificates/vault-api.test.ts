/** The vaults' own REST, as a client of the SDK and as a plain one see it. */
import test from 'ava';
import { staticToken } from '../../../../../src/azure/credential.ts';
import { createKeyVaults } from '../../../../../src/azure/key-vault.ts';
import { isVaultHost } from '../../../../../src/emulator/arm/certificates/vault-api.ts';
import type { Vault, VaultSecret } from '../../../../../src/emulator/arm/certificates/vault.ts';
import { makeCertificate } from '../../../../helpers/certificates.ts';
import { inProcessHttpClient } from '../../../../helpers/in-process-http-client.ts';
import { startArm } from '../_harness.ts';

const HOST = 'shop.vault.azure.net';
const LEAF = makeCertificate({ hosts: ['a.com'] });
const SECRETS: Readonly<Record<string, VaultSecret>> = {
  good: { kind: 'pem', pem: LEAF.certPem + LEAF.keyPem },
  disabled: { kind: 'problem', problem: 'disabled' },
  denied: { kind: 'problem', problem: 'denied' },
  firewall: { kind: 'problem', problem: 'firewall' },
  own: { kind: 'failure', code: 'KeyVaultSoftDeleted', message: 'gone' },
};
const vault: Vault = (id) => SECRETS[id.replace(`https://${HOST}/secrets/`, '')] ?? null;

for (const [name, status, code, inner] of [
  ['good', 200, undefined, undefined],
  ['missing', 404, 'SecretNotFound', undefined],
  ['disabled', 403, 'Forbidden', 'SecretDisabled'],
  ['denied', 403, 'Forbidden', 'ForbiddenByRbac'],
  ['firewall', 403, 'Forbidden', 'ForbiddenByFirewall'],
  ['own', 403, 'Forbidden', 'KeyVaultSoftDeleted'],
] as const) {
  for (const kind of ['secrets', 'certificates']) {
    test(`${kind}/${name}: ${status} ${inner ?? code ?? ''}`, async (t) => {
      const { arm } = startArm(t, { vault });
      const answer = await arm.vaultApi.inject({
        url: `/${kind}/${name}?api-version=7.6`,
        headers: { host: HOST, authorization: 'Bearer any' },
      });
      t.is(answer.statusCode, status);
      const { error, value, cer } = answer.json<{
        error?: { code: string; innererror?: { code: string } };
        value?: string;
        cer?: string;
      }>();
      t.is(error?.code, code);
      t.is(error?.innererror?.code, inner);
      if (status !== 200) return;
      t.is(value ?? null, kind === 'secrets' ? LEAF.certPem + LEAF.keyPem : null);
      t.is(cer === undefined, kind === 'secrets');
    });
  }
}

test('without a token it says where one is had, and gives nothing away', async (t) => {
  const { arm } = startArm(t, { vault });
  const answer = await arm.vaultApi.inject({ url: '/secrets/good', headers: { host: HOST } });
  t.is(answer.statusCode, 401);
  t.regex(String(answer.headers['www-authenticate']), /resource="https:\/\/vault\.azure\.net"/);
  t.false(answer.body.includes('PRIVATE KEY'));
});

test('our own client reads it', async (t) => {
  const { arm } = startArm(t, { vault });
  const vaults = createKeyVaults({
    credential: staticToken('any'),
    suffix: 'vault.azure.net',
    httpClient: inProcessHttpClient(async ({ url, headers }) => {
      const { pathname, search, host } = new URL(url);
      const answer = await arm.vaultApi.inject({ url: pathname + search, headers: { ...headers, host } });
      const pairs = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
      return { status: answer.statusCode, headers: Object.fromEntries(pairs), body: answer.body };
    }),
  });
  const found = await vaults.certificate(`https://${HOST}/secrets/good`);
  t.true(found !== null && found.length > 0);
  t.is(await vaults.certificate(`https://${HOST}/secrets/denied`), null);
  t.is(await vaults.certificate(`https://${HOST}/secrets/missing`), null);
});

test('one socket for ARM and the vaults: the Host tells them apart', async (t) => {
  const { arm } = startArm(t, { vault });
  await arm.listen({ host: '127.0.0.1', port: 0 });
  t.deepEqual(
    [
      'shop.vault.azure.net',
      'shop.vault.usgovcloudapi.net:9443',
      '127.0.0.1:9443',
      'management.azure.com',
    ].map(isVaultHost),
    [true, true, false, false],
  );
});
