import test from 'ava';
import { buildGateway } from '../../../src/appgw/build.ts';
import { siteCertificate } from '../../../src/appgw/certificates.ts';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { planGateway } from '../../../src/plan/plan.ts';
import type { Certificate, Site } from '../../../src/routing/model.ts';
import { childrenOf, nameIn, told } from '../../helpers/pipeline.ts';
import { contextOf, gateway, live, missing, routing, site, usable } from '../../helpers/routing.ts';
import { serverAnswer } from '../../helpers/server-answer.ts';

const secure = (certificate: Certificate, owner = 'web'): Site =>
  site('a.com', { port: 443, protocol: 'Https', owner, certificate });
const partOf = (certificate: Certificate) => {
  const of = secure(certificate);
  return siteCertificate(of, certificate, null, contextOf(routing([of])).context)!.part!;
};

test('the identity is the fingerprint, whatever the Secret is called', (t) => {
  const [one, two] = [usable('one'), usable('one')];
  t.is(partOf(one).name, partOf({ ...two, secret: 'x/y' }).name);
  t.not(partOf(one).name, partOf(usable('two')).name);
});

test('no bytes of the certificate are in what is compared', (t) =>
  t.deepEqual(partOf(usable('c')).properties, {}));

const build = (of: Site, raw: RawGateway = gateway()) => {
  const { desired, diagnostics } = buildGateway(routing([of]), live(raw));
  const { document } = planGateway(desired, raw);
  const listeners = childrenOf(document, 'httpListeners').filter(
    ({ properties }) => properties.protocol === 'Https',
  );
  return {
    raw: serverAnswer(document),
    used: listeners.map(({ properties }) => nameIn(properties.sslCertificate).split('.')[2]),
    diagnostics,
  };
};
const good = build(secure(usable('good')));

const keeps = test.macro({
  exec: (t, next: Site, expected: readonly string[], code: string | null) => {
    const { used, diagnostics } = build(next, good.raw);
    t.deepEqual(used, expected);
    t.deepEqual(told(diagnostics), code === null ? [] : [`${code} Ingress/shop/${next.owner.name}`]);
  },
  title: (name) => `on a gateway with a good one: ${name}`,
});
test('a missing Secret keeps it', keeps, secure(missing('c')), ['good'], 'TLS_SECRET_MISSING');
test(
  'a malformed one too',
  keeps,
  secure({ state: 'malformed', secret: 's', reason: 'x' }),
  ['good'],
  'TLS_SECRET_MALFORMED',
);
test('a new one replaces it', keeps, secure(usable('new')), ['new'], null);
test('not for another owner', keeps, secure(missing('c'), 'other'), [], 'TLS_SECRET_MISSING');

test(
  'a renewal that is too large for the gateway keeps it',
  keeps,
  secure(usable('huge', 17_000)),
  ['good'],
  'TLS_SECRET_MALFORMED',
);

test('whether the last good one is kept is told', (t) => {
  t.like(build(secure(missing('c')), good.raw).diagnostics[0], { detail: { kept: true } });
  t.like(build(secure(missing('c'))).diagnostics[0], { detail: { kept: false } });
});

test('what is too large for the gateway is told with both numbers', (t) => {
  const [diagnostic] = build(secure(usable('huge', 17_000))).diagnostics;
  t.like(diagnostic, {
    detail: { reason: 'its 17800 bytes are more than the 16384 that the gateway takes' },
  });
});

const VAULT = { state: 'keyVault', secretId: 'https://v.vault.azure.net/secrets/shop' } as const;
test('one of a vault is referred to by its address, without any key', (t) => {
  const { part, material } = siteCertificate(secure(VAULT), VAULT, null, contextOf(routing([])).context)!;
  t.deepEqual(part?.properties, { keyVaultSecretId: VAULT.secretId });
  t.regex(part!.name, /^default\.cert\.v-shop\./);
  t.is(material, null);
  t.deepEqual(build(secure(VAULT)).used, ['v-shop']);
  t.deepEqual(build(secure(VAULT), build(secure(VAULT)).raw).used, ['v-shop']);
});

const IDENTITY = { userAssignedIdentities: { '/identities/a': {} } };
for (const [what, of, expected] of [
  ['a document that somebody wrote', {}, null],
  ['a gateway with one', { etag: 'W/"1"', identity: IDENTITY }, null],
  ['a gateway without', { etag: 'W/"1"' }, 'KEY_VAULT_NEEDS_IDENTITY'],
  [
    'only that of the system',
    { etag: 'W/"1"', identity: { type: 'SystemAssigned' } },
    'KEY_VAULT_NEEDS_IDENTITY',
  ],
] as const) {
  test(`the identity that reads a vault: ${what}`, (t) => {
    const { used, diagnostics } = build(secure(VAULT), { ...gateway(), ...of });
    t.is(diagnostics[0]?.code ?? null, expected);
    t.is(used.length, expected === null ? 1 : 0);
  });
}

const shared = gateway({ sslCertificates: [{ name: 'shared.by.All', properties: {} }] });
const onGateway = (name: string): Site => secure({ state: 'onGateway', name });
test('one on the gateway is used under its spelling and not copied', (t) => {
  const { used, raw } = build(onGateway('SHARED.by.all'), shared);
  t.deepEqual(used, ['All']);
  t.is(childrenOf(raw, 'sslCertificates').length, 1);
});
test(
  'one that is not there keeps the last good one',
  keeps,
  onGateway('gone'),
  ['good'],
  'CERTIFICATE_NOT_ON_GATEWAY',
);
test('not served without a last good one', (t) => {
  const { used, diagnostics } = build(onGateway('gone'));
  t.deepEqual(used, []);
  t.like(diagnostics[0], {
    code: 'CERTIFICATE_NOT_ON_GATEWAY',
    detail: { certificate: 'gone', kept: false },
  });
});
test('a refused one keeps the last good one', keeps, secure({ state: 'refused' }), ['good'], null);
test('a refused one keeps that of somebody else too', (t) => {
  const { raw } = build(onGateway('shared.by.all'), shared);
  t.deepEqual(build(secure({ state: 'refused' }), raw).used, ['All']);
});
test('never one of ours by its name', (t) => {
  const { name } = childrenOf(good.raw, 'sslCertificates')[0]!;
  t.deepEqual(told(build(onGateway(name), good.raw).diagnostics), [
    'CERTIFICATE_NOT_ON_GATEWAY Ingress/shop/web',
  ]);
});
