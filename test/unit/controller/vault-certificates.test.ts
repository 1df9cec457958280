import test from 'ava';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { ArmError } from '../../../src/controller/arm-error.ts';
import { createVaultLookup } from '../../../src/controller/vault-certificates.ts';
import { makeCertificate } from '../../helpers/certificates.ts';
import { createManualClock } from '../../helpers/manual-clock.ts';

const ID = 'https://shop.vault.azure.net/secrets/web';
const LEAF = makeCertificate({ hosts: ['a.com', '*.b.com'], notAfter: new Date('2030-01-01T00:00:00Z') }).der;
const BLANK: RawGateway = { properties: {} };
const LIVE: RawGateway = {
  properties: {
    sslCertificates: [{ name: 'Own', properties: { keyVaultSecretId: ID } }],
    httpListeners: [
      {
        name: 'l',
        properties: { sslCertificate: { id: '/gw/sslCertificates/own' }, hostNames: ['s.com', 'r.com'] },
      },
      { name: 'm', properties: { sslCertificate: { id: '/gw/sslCertificates/x' }, hostName: 'x.com' } },
    ],
  },
};
const away = new ArmError({ code: 'ENOTFOUND', kind: 'transient', message: 'not found by name' });

type Said = Uint8Array | null | Error;

function lookup(...answers: Said[]) {
  const clock = createManualClock();
  let count = 0;
  const look = createVaultLookup(
    {
      certificate: async () => {
        const answer = answers[Math.min(count, answers.length - 1)]!;
        count += 1;
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    clock,
  );
  return { look, clock, count: () => count };
}

test('names and date of a certificate, kept for an hour', async (t) => {
  const { look, clock, count } = lookup(LEAF);
  const expected = { names: ['a.com', '*.b.com'], notAfter: Date.parse('2030-01-01T00:00:00Z') };
  t.deepEqual((await look([ID], BLANK)).certificates.get(ID), expected);
  clock.advance(59 * 60_000);
  await look([ID], BLANK);
  t.is(count(), 1);
  clock.advance(60_000);
  await look([ID], BLANK);
  t.is(count(), 2);
});

for (const [what, answer] of [
  ['may not be read', null],
  ['is no certificate', Buffer.from('x')],
] as const) {
  test(`what ${what} is unknown, and nobody is told`, async (t) => {
    const { certificates, diagnostics } = await lookup(answer).look([ID], LIVE);
    t.is(certificates.size, 0);
    t.deepEqual(diagnostics, []);
  });
}

test('while a vault is away, what was known stays known', async (t) => {
  const { look, clock } = lookup(LEAF, away);
  await look([ID], BLANK);
  clock.advance(60 * 60_000);
  const { certificates, diagnostics } = await look([ID], LIVE);
  t.deepEqual(certificates.get(ID)?.names, ['a.com', '*.b.com']);
  t.like(diagnostics, [{ code: 'KEY_VAULT_UNREACHABLE', detail: { vault: 'shop.vault.azure.net' } }]);
});

test('of an earlier process, the hosts that are served are known', async (t) => {
  const { look, clock, count } = lookup(away, LEAF);
  t.deepEqual((await look([ID], LIVE)).certificates.get(ID)?.names, ['r.com', 's.com']);
  await look([ID], LIVE);
  t.is(count(), 1, 'it is not asked again at once');
  clock.advance(60_000);
  t.deepEqual((await look([ID], LIVE)).certificates.get(ID)?.names, ['a.com', '*.b.com']);
});

test('a bug is thrown on', async (t) => {
  await t.throwsAsync(lookup(new TypeError('x')).look([ID], BLANK), { instanceOf: TypeError });
});
