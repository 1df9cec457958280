import test from 'ava';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import type { Rewrite, Route, Site } from '../../../src/routing/model.ts';
import { STRICT_TLS } from '../../../src/routing/backend.ts';
import { childrenOf, nameIn, routes, told } from '../../helpers/pipeline.ts';
import { applySites, rewriteOf } from '../../helpers/back-end.ts';
import { backend, gateway, owner, route, site } from '../../helpers/routing.ts';

const GONE: Rewrite = { kind: 'onGateway', name: 'gone' };
const rewritten = (where: string, rewrite: Rewrite): Route => ({
  ...route(where),
  action: { kind: 'backend', backend: backend('web', { endpoints: ['10.0.0.9'] }), rewrite },
});
const untrusted: Route = {
  ...route('/x web'),
  action: {
    kind: 'backend',
    backend: backend('web', {
      settings: {
        protocol: 'Https',
        tls: { ...STRICT_TLS, trustedRoots: [{ kind: 'onGateway', name: 'gone' }] },
      },
      probe: { protocol: 'Https' },
    }),
    rewrite: null,
  },
};
const before = applySites([site('a.com', { routes: ['/x api'] })]).raw;

const holds = test.macro({
  exec: (t, one: Route, raw: RawGateway, expected: string | undefined, codes: readonly string[]) => {
    const { document, diagnostics } = applySites([site('a.com', { routes: [one, '/y api'] })], raw);
    t.is(routes(document)[`a.com:80 ${one.match.path}`], expected);
    t.deepEqual(told(diagnostics), codes);
  },
  title: (name) => name!,
});
const NOT_THERE = ['REWRITE_SET_NOT_ON_GATEWAY Ingress/shop/web'];
test(
  'a new path whose rewrite set is missing',
  holds,
  rewritten('/x web', GONE),
  gateway(),
  undefined,
  NOT_THERE,
);
test(
  'a path that was served keeps what it had',
  holds,
  rewritten('/x web', GONE),
  before,
  '10.0.0.1',
  NOT_THERE,
);
test('a path whose rewrite is there', holds, rewritten('/x web', rewriteOf('r')), before, '10.0.0.9', []);
test('a trusted root that is missing', holds, untrusted, before, '10.0.0.1', [
  'TRUSTED_ROOT_NOT_ON_GATEWAY Ingress/shop/web',
]);

test('a default backend keeps what it had, or gives way to 404', (t) => {
  const withDefault = (rewrite: Rewrite | null, routed: readonly string[]): Site => ({
    ...site('a.com', { routes: routed }),
    fallback: {
      kind: 'backend',
      backend: backend('web', { endpoints: ['10.0.0.9'] }),
      rewrite,
      owner: owner('web'),
    },
  });
  const good = applySites([withDefault(null, ['/y api'])]).raw;
  const answer = (raw: RawGateway) =>
    routes(applySites([withDefault(GONE, ['/y api'])], raw).document)['a.com:80 else'];
  t.is(answer(good), '10.0.0.9');
  t.is(answer(gateway()), '10.9.0.1');
});

const url = { path: '/new', query: null, reroute: true };
const endless = rewriteOf('endless', { url });
const condition = { variable: 'var_uri_path', pattern: '^/a', ignoreCase: true, negate: false };
const ends = test.macro({
  exec: (t, routed: readonly Route[], codes: readonly string[]) =>
    t.deepEqual(told(applySites([site('a.com', { routes: routed })]).diagnostics), codes),
  title: (name) => `a rewrite that tries the paths again: ${name}`,
});
test(
  'on every path',
  ends,
  [rewritten('/x web', endless), rewritten('/ web', endless)],
  ['REWRITE_ENDLESS Ingress/shop/web', 'REWRITE_ENDLESS Ingress/shop/web'],
);
test('not on the root', ends, [rewritten('/x web', endless), route('/ web')], []);
test(
  'only under a condition',
  ends,
  [rewritten('/ web', rewriteOf('c', { url, conditions: [condition] }))],
  [],
);

test('a site with one answer gets a map to try', (t) => {
  const once = rewriteOf('c', { url, conditions: [condition] });
  const { document } = applySites([site('a.com', { routes: [rewritten('/ web', once)] })]);
  const [map] = childrenOf(document, 'urlPathMaps');
  const [everything] = map!.properties.pathRules;
  t.deepEqual(everything?.properties.paths, ['/*']);
  t.is(nameIn(everything?.properties.rewriteRuleSet), nameIn(map!.properties.defaultRewriteRuleSet));
});
