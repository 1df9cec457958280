import test from 'ava';
import { buildGateway } from '../../../src/appgw/build.ts';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { planGateway } from '../../../src/plan/plan.ts';
import type { Routing, Site } from '../../../src/routing/model.ts';
import { routes, told } from '../../helpers/pipeline.ts';
import {
  foreign,
  gateway,
  live,
  missing,
  route,
  routing,
  secureSites,
  site,
  usable,
} from '../../helpers/routing.ts';

const REDIRECT = 'redirect Https';
const DEFAULT = '10.9.0.1';
const WEB = '10.0.0.1';

function build(of: Routing, raw: RawGateway = gateway(), replaceForeign: readonly string[] = []) {
  const { desired, diagnostics } = buildGateway(of, live(raw, { replaceForeign }));
  return { desired, document: planGateway(desired, raw).document, diagnostics };
}

const serves = test.macro({
  exec: (
    t,
    sites: readonly Site[],
    expected: Readonly<Record<string, string>>,
    codes: readonly string[] = [],
  ) => {
    const { document, diagnostics } = build(routing(sites));
    t.deepEqual(routes(document), expected);
    t.deepEqual(told(diagnostics), codes);
  },
  title: (name) => name!,
});

test('a root', serves, [site('a.com')], { 'a.com:80 else': WEB });
test('paths, and 404 for the rest', serves, [site('a.com', { routes: ['/x web'] })], {
  'a.com:80 /x': WEB,
  'a.com:80 /x/*': WEB,
  'a.com:80 else': DEFAULT,
});
test('a fallback', serves, [site('a.com', { routes: [], fallback: 'web' })], { 'a.com:80 else': WEB });
test('no host', serves, [site([])], { '*:80 else': WEB });
test('nothing but 404 is no site', serves, [site('a.com', { routes: [] }), site('b.com')], {
  'b.com:80 else': WEB,
});
test(
  'unless a broader site would take its requests',
  serves,
  [site('b.a.com', { routes: [] }), site('*.a.com')],
  {
    'b.a.com:80 else': DEFAULT,
    '*.a.com:80 else': WEB,
  },
  ['WILDCARD_SPANS_LABELS Ingress/shop/web'],
);
test(
  'a broader site of another port takes none',
  serves,
  [site('a.com', { routes: [] }), site([], { port: 8080 })],
  {
    '*:8080 else': WEB,
  },
);

test('TLS with a redirect', serves, secureSites('a.com', { certificate: usable('c') }), {
  'a.com:443 else': WEB,
  'a.com:80 else': REDIRECT,
});
test(
  'TLS without a host redirects to the basic listener',
  serves,
  secureSites('', { certificate: usable('c') }).map((one) => ({ ...one, hosts: [] })),
  {
    '*:443 else': WEB,
    '*:80 else': REDIRECT,
  },
);
test(
  'the redirect of a wildcard is the default backend’s',
  serves,
  secureSites('*.a.com', { certificate: usable('c') }),
  {
    '*.a.com:443 else': WEB,
    '*.a.com:80 else': DEFAULT,
  },
  ['WILDCARD_SPANS_LABELS Ingress/shop/web'],
);

test('without that Service there is no port 80 for it', (t) => {
  const of = routing(secureSites('*.a.com', { certificate: usable('c') }));
  const { document, diagnostics } = build({
    ...of,
    defaultBackend: { ...of.defaultBackend, redirect: null },
  });
  t.deepEqual(Object.keys(routes(document)), ['*.a.com:443 else']);
  t.true(told(diagnostics).includes('REDIRECT_NOT_EXPRESSIBLE Ingress/shop/web'));
});

const withChallenge = secureSites('a.com', { certificate: missing('c') }).map((one) => ({
  ...one,
  routes: [
    route('=/.well-known/acme-challenge/x solver', 'solver'),
    ...(one.port === 80 ? [route('/x web')] : one.routes),
  ],
}));
test(
  'without a certificate: only challenges, on port 80',
  serves,
  withChallenge,
  {
    'a.com:80 /.well-known/acme-challenge/x': WEB,
    'a.com:80 else': DEFAULT,
  },
  ['TLS_SECRET_MISSING Ingress/shop/web'],
);

test('without a certificate and without challenges nothing is served', (t) => {
  const { document } = build(routing(secureSites('a.com', { certificate: missing('c') })));
  t.deepEqual(Object.keys(routes(document)), ['default.placeholder.invalid:80 else']);
});

test('an empty gateway keeps a placeholder, and only as long as it is empty', (t) => {
  const { document } = build(routing([]));
  t.deepEqual(routes(document), { 'default.placeholder.invalid:80 else': 'empty' });
  const { document: served } = build(routing([site('a.com')]), document);
  t.deepEqual(routes(served), { 'a.com:80 else': WEB });
  const beside = gateway(foreign([{ hosts: ['x.org'] }]));
  t.deepEqual(Object.keys(routes(build(routing([]), beside).document)), ['x.org:80 else']);
});

test('with marks of AGIC nothing is written', (t) => {
  const { desired, diagnostics, document } = build(
    routing([site('a.com')]),
    gateway({}, { tags: { 'managed-by-k8s-ingress': '1' } }),
  );
  t.true(desired.readOnly);
  t.deepEqual(told(diagnostics), ['AGIC_PRESENT']);
  t.deepEqual(routes(document), {});
});

test('shadows are told with rule and number', (t) => {
  const { diagnostics } = build(
    routing([site('a.com')]),
    gateway(foreign([{ name: 'portal', priority: 1 }])),
  );
  t.like(diagnostics[0], {
    code: 'SHADOWED_BY_FOREIGN',
    detail: { host: 'a.com', rule: 'portal', priority: 1 },
  });
});

test('a rule that is handed over goes with the first own site, not before', (t) => {
  const raw = gateway(foreign([{ name: 'portal', priority: 1 }]));
  t.deepEqual(routes(build(routing([site('a.com')]), raw, ['portal']).document), { 'a.com:80 else': WEB });
  t.deepEqual(Object.keys(routes(build(routing([]), raw, ['portal']).document)), ['*:80 else']);
});

test('a site on 443 that is not placed takes its redirect with it', (t) => {
  const sites = secureSites('a.com', { certificate: usable('c') });
  const { document } = build(routing(sites), gateway(foreign([{ hosts: ['a.com'], port: 443 }])));
  t.deepEqual(Object.keys(routes(document)), ['a.com:443 else']);
});

const HELD = 'what is held and not on the gateway is left out';
test(
  `${HELD}, so that a younger Ingress gets the path`,
  serves,
  [site('a.com', { routes: [route('/x held', 'bad'), route('/x web', 'good')] })],
  { 'a.com:80 /x': WEB, 'a.com:80 /x/*': WEB, 'a.com:80 else': DEFAULT },
);
test(
  `${HELD}, so that it takes nothing out of a Prefix`,
  serves,
  [site('a.com', { routes: [route('=/x held', 'bad'), route('/x web', 'good')] })],
  { 'a.com:80 /x': WEB, 'a.com:80 /x/*': WEB, 'a.com:80 else': DEFAULT },
);
test(
  `${HELD}, so that the defaultBackend of the host answers`,
  serves,
  [site('a.com', { routes: [route('/ held', 'bad')], fallback: 'web' })],
  { 'a.com:80 else': WEB },
);

const onPort = (securePort: number, frontend: Site['frontend'] = 'public', host = 'a.com'): readonly Site[] =>
  secureSites(host, { certificate: usable('c'), frontend }).map((one) =>
    one.protocol === 'Https' ? { ...one, port: securePort } : { ...one, securePort },
  );
test('https on another port, with its redirect', serves, onPort(8443), {
  'a.com:80 else': REDIRECT,
  'a.com:8443 else': WEB,
});
test('a redirect leads to the port that it names, not to another of the same host', (t) => {
  const [plain, secure] = onPort(8443);
  const { document } = build(routing([plain!, secure!, { ...secure!, port: 443 }]));
  const [redirect] = document.properties['redirectConfigurations'] as unknown as readonly {
    readonly properties: { readonly targetListener: { readonly id: string } };
  }[];
  t.regex(redirect!.properties.targetListener.id, /a-com-8443/);
});
test('nor to another frontend', serves, [onPort(443)[0]!, onPort(443, 'private')[1]!], {
  'a.com:443 else': WEB,
});
test(
  'the default backend knows no other port',
  serves,
  onPort(8443, 'public', '*.a.com'),
  { '*.a.com:8443 else': WEB },
  ['REDIRECT_NOT_EXPRESSIBLE Ingress/shop/web', 'WILDCARD_SPANS_LABELS Ingress/shop/web'],
);
test('five hosts on one listener', serves, [site(['a', 'b', 'c', 'd', 'e'])], { 'a+b+c+d+e:80 else': WEB });
test('six are refused', (t) => {
  const { diagnostics } = build(routing([site(['a', 'b', 'c', 'd', 'e', 'f'])]));
  t.like(diagnostics[0], { code: 'LIMIT_REACHED', detail: { limit: 5, used: 6 } });
});
test('what is asked of the gateway itself', (t) =>
  t.deepEqual(build({ ...routing([site('a.com')]), gateway: { http2: true } }).desired.gateway, {
    enableHttp2: true,
  }));
