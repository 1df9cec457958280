import test from 'ava';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import type { CaBundle, ClientAuth, Site, TlsProfile } from '../../../src/routing/model.ts';
import { childrenOf, nameIn, routes, told } from '../../helpers/pipeline.ts';
import { applySites, caBundle } from '../../helpers/back-end.ts';
import { gateway, site, usable } from '../../helpers/routing.ts';

const auth = (ca: CaBundle | null, rest: Partial<ClientAuth> = {}): TlsProfile => ({
  kind: 'own',
  policy: null,
  clientAuth: { mode: 'strict', verifyIssuer: true, ocsp: false, ca, ...rest },
});
const MUTUAL = auth(caBundle('clients', 2));
const GONE: CaBundle = { state: 'missing', source: 'Secret/shop/clients', reason: 'it does not exist' };
const BROKEN: CaBundle = { ...GONE, state: 'malformed' };
const HUGE: CaBundle = { ...caBundle('huge'), certificates: [new Uint8Array(20_000)] };
const POLICY: TlsProfile = {
  kind: 'own',
  policy: { kind: 'minVersion', version: 'TLSv1_3' },
  clientAuth: null,
};
const PARTNERS: TlsProfile = { kind: 'onGateway', name: 'Partners' };
const raw = gateway({
  sslProfiles: [
    {
      name: 'partners',
      properties: { trustedClientCertificates: [{ id: '/x/trustedClientCertificates/theirs' }] },
    },
  ],
});
const secure = (tlsProfile: TlsProfile | null, owner = 'web'): Site =>
  site('a.com', { port: 443, protocol: 'Https', certificate: usable('c'), tlsProfile, owner });

function build(tlsProfile: TlsProfile | null, on: RawGateway = raw, owner = 'web') {
  const { document, diagnostics, raw: after, desired } = applySites([secure(tlsProfile, owner)], on);
  const [listener] = childrenOf(document, 'httpListeners');
  const served = 'a.com:443 else' in routes(document);
  return {
    served,
    used: served ? nameIn(listener?.properties.sslProfile) : null,
    codes: told(diagnostics).map((text) => text.split(' ')[0]!),
    after,
    desired,
  };
}

test('client certificates: the profile, and all CAs in one PEM', (t) => {
  const { desired } = build(MUTUAL);
  const [profile] = desired.collections.sslProfiles;
  const [trusted] = desired.collections.trustedClientCertificates;
  t.deepEqual(profile?.properties.clientAuthConfiguration, {
    verifyClientCertIssuerDN: true,
    verifyClientRevocation: 'None',
    verifyClientAuthMode: 'Strict',
  });
  t.is(nameIn(profile!.properties.trustedClientCertificates?.[0]), trusted!.name);
  const pem = Buffer.from(trusted!.properties.data!, 'base64').toString();
  t.is(pem.match(/-----BEGIN CERTIFICATE-----\n/g)?.length, 2);
  t.deepEqual(profile?.owners, ['Ingress/shop/web']);
});

const policy = test.macro({
  exec: (t, wanted: TlsProfile, expected: object) =>
    t.deepEqual(build(wanted).desired.collections.sslProfiles[0]?.properties.sslPolicy, expected),
  title: (name) => name!,
});
test('a least version', policy, POLICY, { policyType: 'CustomV2', minProtocolVersion: 'TLSv1_3' });
test(
  'a policy of Azure',
  policy,
  { kind: 'own', policy: { kind: 'predefined', name: 'AppGwSslPolicy20220101S' }, clientAuth: null },
  { policyType: 'Predefined', policyName: 'AppGwSslPolicy20220101S' },
);

test('equal profiles are shared, others are not', (t) => {
  const name = (wanted: TlsProfile): string => build(wanted).used!;
  t.is(name(MUTUAL), name(auth(caBundle('clients', 2))));
  const others = [auth(caBundle('other')), auth(caBundle('clients', 2), { ocsp: true }), POLICY].map(name);
  t.is(new Set([name(MUTUAL), ...others]).size, 4);
});

const first = test.macro({
  exec: (t, wanted: TlsProfile, on: RawGateway, used: string | null, codes: readonly string[]) => {
    const built = build(wanted, on);
    t.is(built.used, used);
    t.deepEqual(built.codes, [...codes]);
  },
  title: (name) => `a new site: ${name}`,
});
test('a profile on the gateway', first, PARTNERS, raw, 'partners', []);
test('one that is not there', first, PARTNERS, gateway(), null, ['SSL_PROFILE_NOT_ON_GATEWAY']);
test('no CA', first, auth(GONE), raw, null, ['CLIENT_CA_MISSING']);
test('a bad CA', first, auth(BROKEN), raw, null, ['CLIENT_CA_MALFORMED']);
test('a CA that is too large', first, auth(HUGE), raw, null, ['CLIENT_CA_MALFORMED']);
test('refused', first, { kind: 'refused' }, raw, null, []);
test('client certificates on Basic', first, MUTUAL, gateway({ sku: { tier: 'Basic' } }), null, [
  'FEATURE_NOT_IN_SKU',
]);

const next = test.macro({
  exec: (t, before: TlsProfile | null, wanted: TlsProfile, used: string | null, owner: string = 'web') => {
    const start = build(before);
    t.is(build(wanted, start.after, owner).used, used === 'mutual' ? start.used : used);
  },
  title: (name) => `a site that is served: ${name}`,
});
test('keeps its profile while the CA is missing', next, MUTUAL, auth(GONE), 'mutual');
test('also one of somebody else', next, PARTNERS, auth(GONE), 'partners');
test('not one without client certificates', next, POLICY, auth(GONE), null);
test('not served without where there was none', next, null, auth(GONE), null);
test('not for another owner', next, MUTUAL, auth(GONE), null, 'other');
test('refused: as it was', next, MUTUAL, { kind: 'refused' }, 'mutual');
test('refused: also without', next, null, { kind: 'refused' }, '');
test('the CA of a kept profile stays', (t) => {
  const { after } = build(MUTUAL);
  t.is(build(auth(GONE), after).desired.collections.trustedClientCertificates.length, 1);
});
