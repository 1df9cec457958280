import test from 'ava';
import * as fc from 'fast-check';
import { buildGateway } from '../../../src/appgw/build.ts';
import type { JsonObject, RawGateway } from '../../../src/appgw/wire.ts';
import { planGateway } from '../../../src/plan/plan.ts';
import type {
  Backend,
  Certificate,
  Fallback,
  Firewall,
  Rewrite,
  Route,
  Routing,
  Site,
  TlsProfile,
} from '../../../src/routing/model.ts';
import { caBundle, rewriteOf, wafGateway } from '../../helpers/back-end.ts';
import { backend, live, match, owner, routing, site, usable } from '../../helpers/routing.ts';
import { serverAnswer } from '../../helpers/server-answer.ts';

/** Things of others that objects may name, and one that they do not. */
const FOREIGN: JsonObject = {
  sslCertificates: [{ name: 'Shared', properties: { publicCertData: 'MIIB' } }],
  sslProfiles: [
    {
      name: 'partners',
      properties: { sslPolicy: { policyType: 'Predefined', policyName: 'AppGwSslPolicy20220101' } },
    },
  ],
  trustedRootCertificates: [{ name: 'corporate', properties: { data: 'MIIC' } }],
  rewriteRuleSets: [
    { name: 'portal', properties: { rewriteRules: [{ name: 'r', ruleSequence: 1, actionSet: {} }], odd: 1 } },
  ],
  globalConfiguration: { enableResponseBuffering: false, odd: true },
};
const START = serverAnswer(wafGateway(FOREIGN));

const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(one, { nil: null, freq: 2 });
const url = fc.record({
  path: fc.constantFrom('/new', null),
  query: fc.constantFrom('a=b', null),
  reroute: fc.boolean(),
});
const condition = { variable: 'var_uri_path', pattern: '^/a', ignoreCase: true, negate: false };
const rewrite: fc.Arbitrary<Rewrite> = fc.oneof(
  fc
    .tuple(fc.constantFrom('one', 'two'), maybe(url), fc.boolean())
    .map(([label, to, conditional]) =>
      rewriteOf(label, { url: to, conditions: conditional ? [condition] : [] }),
    ),
  fc.constantFrom('Portal', 'gone').map((name) => ({ kind: 'onGateway', name }) as const),
);
const firewall: fc.Arbitrary<Firewall> = fc.constantFrom<Firewall>(
  { kind: 'policy', id: '/policies/strict' },
  { kind: 'sourceRanges', ranges: ['10.0.0.0/8'], base: null },
  { kind: 'sourceRanges', ranges: ['10.0.0.0/8'], base: '/policies/strict' },
  { kind: 'refused' },
);
const someBackend: fc.Arbitrary<Backend> = fc
  .record({
    service: fc.constantFrom('web', 'api'),
    protocol: fc.constantFrom('Http', 'Https'),
    affinity: maybe(fc.record({ cookieName: fc.constantFrom('c', null) })),
    drainTimeout: fc.constantFrom(null, 30),
    hostName: fc.constantFrom(null, 'inner.example'),
    path: fc.constantFrom(null, '/base'),
    roots: fc.subarray(['own', 'two', 'corporate', 'gone'], { maxLength: 2 }),
    sni: fc.boolean(),
    body: fc.constantFrom(null, 'ok'),
    targetType: fc.constantFrom('pod', 'node', 'fqdn'),
  } as const)
  .map(({ service, protocol, roots, sni, body, targetType, ...settings }) =>
    backend(service, {
      settings: {
        ...settings,
        protocol,
        tls: {
          trustedRoots: roots.map((name) =>
            name === 'own' || name === 'two'
              ? { kind: 'own', ca: caBundle(name, 2) }
              : { kind: 'onGateway', name },
          ),
          validateCertificate: sni,
          validateSni: sni,
          sniName: sni ? 'sni.example' : null,
        },
      },
      probe: { protocol, body },
      pool: { targetType },
    }),
  );
const someOwner = fc.constantFrom('web', 'other').map((name) => owner(name));
const redirect = { code: 302, url: 'https://elsewhere.example/', keepPath: true, keepQuery: false } as const;
const action: fc.Arbitrary<Route['action']> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('backend'), backend: someBackend, rewrite: maybe(rewrite) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'redirect', redirect }) },
);
const someRoute: fc.Arbitrary<Route> = fc
  .tuple(fc.constantFrom('/', '/x', '=/y', '~/z*'), someOwner, action, maybe(firewall))
  .map(([where, by, to, judge]) => ({
    owner: by,
    match: match(where),
    action: to,
    firewall: judge,
    acme: false,
  }));
const fallback: fc.Arbitrary<Fallback> = fc.oneof(
  fc.constant<Fallback>({ kind: 'notFound' }),
  fc.record({
    kind: fc.constant('backend'),
    backend: someBackend,
    rewrite: maybe(rewrite),
    owner: someOwner,
  }),
);
const certificate: fc.Arbitrary<Certificate> = fc.constantFrom<Certificate>(
  usable('one'),
  { state: 'keyVault', secretId: 'https://v.vault.azure.net/secrets/s' },
  { state: 'onGateway', name: 'shared' },
  { state: 'onGateway', name: 'gone' },
  { state: 'refused' },
);
const profile: fc.Arbitrary<TlsProfile> = fc.constantFrom<TlsProfile>(
  { kind: 'onGateway', name: 'Partners' },
  { kind: 'refused' },
  { kind: 'own', policy: { kind: 'minVersion', version: 'TLSv1_3' }, clientAuth: null },
  {
    kind: 'own',
    policy: { kind: 'predefined', name: 'AppGwSslPolicy20220101S' },
    clientAuth: { mode: 'strict', verifyIssuer: true, ocsp: false, ca: caBundle('clients', 2) },
  },
  {
    kind: 'own',
    policy: null,
    clientAuth: {
      mode: 'strict',
      verifyIssuer: false,
      ocsp: true,
      ca: { state: 'missing', source: 'Secret/shop/clients', reason: 'it does not exist' },
    },
  },
);
const siteOn = (host: string, port: number): fc.Arbitrary<Site> =>
  fc
    .record({
      by: fc.constantFrom('web', 'other'),
      routes: fc.uniqueArray(someRoute, {
        maxLength: 4,
        selector: ({ owner: by, match: where }) => JSON.stringify([by, where]),
      }),
      fallback,
      certificate,
      tlsProfile: maybe(profile),
      firewall: maybe(firewall),
      errorPages: fc.constantFrom([], [{ status: 502, url: 'https://pages.example/502.html' }]),
      priority: fc.constantFrom(null, null, 5, 12_000),
    })
    .map(({ by, fallback: rest, certificate: shown, tlsProfile, ...init }) => {
      const secure = port === 443 || port === 8443;
      return {
        ...site(host, {
          ...init,
          port,
          owner: by,
          ...(secure && { protocol: 'Https', certificate: shown, tlsProfile }),
        }),
        fallback: rest,
      };
    });
const someRouting: fc.Arbitrary<Routing> = fc
  .tuple(
    fc
      .tuple(siteOn('a.com', 80), siteOn('*.com', 80), siteOn('a.com', 443), siteOn('a.com', 8443))
      .chain((all) => fc.subarray(all, { minLength: 1 })),
    fc.record({ http2: fc.boolean(), requestBuffering: fc.boolean() }, { requiredKeys: [] }),
  )
  .map(([sites, wide]) => ({ ...routing(sites, ['web', 'other']), gateway: wide }));

function apply(of: Routing, raw: RawGateway) {
  const { desired, diagnostics } = buildGateway(of, live(raw));
  const plan = planGateway(desired, raw, { pfxEncryption: 'aes256' });
  return { desired, diagnostics, plan, raw: serverAnswer(plan.document) };
}
const foreignOf = ({ properties }: RawGateway): readonly unknown[] =>
  Object.entries(FOREIGN).flatMap(([collection, list]) => {
    const now = properties[collection];
    if (!Array.isArray(list)) return [];
    return (now as readonly { readonly name: string }[]).filter(({ name }) =>
      (list as readonly { readonly name: string }[]).some((one) => one.name === name),
    );
  });
const runs = { numRuns: 60 };

test('applied and planned again there is nothing to change', (t) => {
  fc.assert(
    fc.property(someRouting, (of) => {
      const first = apply(of, START);
      const second = apply(of, first.raw);
      t.deepEqual(second.plan.changes, []);
      t.deepEqual(second.desired.firewallPolicies, first.desired.firewallPolicies);
    }),
    runs,
  );
});

test('from any state to any other in one step that holds together', (t) => {
  fc.assert(
    fc.property(someRouting, someRouting, (before, after) => {
      const second = apply(after, apply(before, START).raw);
      t.deepEqual(apply(after, second.raw).plan.changes, []);
      t.deepEqual(dangling(second.plan.document), []);
    }),
    runs,
  );
});

test('others keep every byte, and lose nothing when all of ours goes', (t) => {
  const bare = apply(routing([]), apply(routing([]), START).raw);
  fc.assert(
    fc.property(someRouting, (of) => {
      const first = apply(of, START);
      t.deepEqual(foreignOf(first.plan.document), foreignOf(bare.plan.document));
      const { properties } = apply(routing([]), first.raw).raw;
      const { enableHttp2: _http2, globalConfiguration, ...rest } = properties;
      const { globalConfiguration: theirs, ...start } = bare.raw.properties;
      t.deepEqual(rest, start);
      t.is((globalConfiguration as JsonObject)['odd'], (theirs as JsonObject)['odd']);
    }),
    runs,
  );
});

test('the order of sites does not matter', (t) => {
  fc.assert(
    fc.property(someRouting, (of) => {
      const reversed = { ...of, sites: of.sites.toReversed() };
      t.deepEqual(apply(reversed, START).desired, apply(of, START).desired);
    }),
    runs,
  );
});

test('who is held back keeps everything that he had', (t) => {
  fc.assert(
    fc.property(someRouting, (of) => {
      const settled = apply(of, apply(of, START).raw);
      const held: Routing = { ...of, sites: of.sites.map(holdBack) };
      t.deepEqual(apply(held, settled.raw).plan.changes, []);
    }),
    runs,
  );
});

/** As the front end does with an object in error: nothing of what it wants is known. */
const holdBack = (of: Site): Site => ({
  ...of,
  certificate: of.certificate && { state: 'refused' },
  tlsProfile: of.tlsProfile && { kind: 'refused' },
  firewall: of.firewall && { kind: 'refused' },
  routes: of.routes.map((one) => ({ ...one, action: { kind: 'held' } })),
  fallback:
    of.fallback.kind === 'backend'
      ? { kind: 'held', owner: of.fallback.owner, next: { kind: 'notFound' } }
      : of.fallback,
});

/** Ids inside the gateway that lead nowhere. */
function dangling(document: RawGateway): readonly string[] {
  const { properties } = document;
  const ids = new Set(
    Object.entries(properties).flatMap(([collection, list]) =>
      Array.isArray(list)
        ? (list as readonly { readonly name?: string }[]).map(({ name }) =>
            `${collection}/${name}`.toLowerCase(),
          )
        : [],
    ),
  );
  const used = JSON.stringify(properties).matchAll(/applicationGateways\/[^/"]+\/([^"]+)"/gi);
  return [...used]
    .map(([, id = '']) => id.split('/').slice(0, 2).join('/').toLowerCase())
    .filter((id) => !ids.has(id));
}
