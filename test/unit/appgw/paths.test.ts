import test from 'ava';
import * as fc from 'fast-check';
import { planPaths } from '../../../src/appgw/paths.ts';
import type { Route, Site } from '../../../src/routing/model.ts';
import { told } from '../../helpers/pipeline.ts';
import { route, site } from '../../helpers/routing.ts';

const rulesOf = (one: Site): readonly string[] =>
  planPaths(one).rules.map(
    ({ route: { action }, patterns }) =>
      `${patterns.join(' ')} -> ${action.kind === 'backend' ? action.backend.pool.service : action.kind}`,
  );

const ordered = test.macro({
  exec: (t, routes: readonly string[], expected: readonly string[]) =>
    t.deepEqual(rulesOf(site('a.com', { routes })), expected),
  title: (name, routes: readonly string[]) => name || routes.join(', '),
});
test('exact paths stand first', ordered, ['/x a', '=/x/y b'], ['/x/y -> b', '/x /x/* -> a']);
test(
  'longer prefixes stand before shorter ones',
  ordered,
  ['/ root', '/a a', '/a/b/c c', '/a/b b'],
  ['/a/b/c /a/b/c/* -> c', '/a/b /a/b/* -> b', '/a /a/* -> a'],
);
test(
  'patterns of the gateway stand among the prefixes',
  ordered,
  ['~/im* a', '/img b', '~/imgs/* c'],
  ['/imgs/* -> c', '/img /img/* -> b', '/im* -> a'],
);
test('Exact takes its pattern out of a Prefix', ordered, ['/x a', '=/x b'], ['/x -> b', '/x/* -> a']);
test('and does so wherever it comes from', ordered, ['=/x b', '/x a'], ['/x -> b', '/x/* -> a']);
test('without case too', ordered, ['/Login a', '=/login b'], ['/login -> b', '/Login/* -> a']);
test('a lost half of a Prefix leaves the other', ordered, ['~/x/* a', '/x b'], ['/x -> b', '/x/* -> a']);
test('nothing but a root', ordered, ['/ a'], []);

const reports = test.macro({
  exec: (t, one: Site, expected: readonly string[]) =>
    t.deepEqual(told(planPaths(one).diagnostics), expected),
  title: (name) => `told: ${name}`,
});
const by = (name: string, ...texts: readonly string[]): Route[] => texts.map((text) => route(text, name));
const contested = (...routes: readonly Route[]): Site => site('a.com', { routes });

test('nobody', reports, contested(...by('old', '/ a', '/x b', '=/x c')), []);
test('the younger of two', reports, contested(...by('old', '/x a'), ...by('new', '/x b')), [
  'PATH_CONFLICT Ingress/shop/new',
  'PATH_CONFLICT Ingress/shop/new',
]);
test('not who asks for the same', reports, contested(...by('old', '/x a'), ...by('new', '/x a')), []);
test('the younger by case', reports, contested(...by('old', '=/x a'), ...by('new', '=/X b')), [
  'PATH_CASE_CONFLICT Ingress/shop/new',
]);
test('the same Ingress', reports, contested(...by('old', '=/x a', '=/x b')), [
  'PATH_CONFLICT Ingress/shop/old',
]);
test('the younger root', reports, contested(...by('old', '/ a'), ...by('new', '~/* b')), [
  'PATH_CONFLICT Ingress/shop/new',
]);
test('not the root that asks for the same', reports, contested(...by('old', '/ a'), ...by('new', '/ a')), []);
test('a pattern that cannot be', reports, contested(...by('old', '~/*.jpg a')), [
  'PATH_NOT_EXPRESSIBLE Ingress/shop/old',
]);
test('a percent-encoding', reports, contested(...by('old', '/a%20b a')), ['PATH_ENCODED Ingress/shop/old']);
test('an exact root alone', reports, contested(...by('old', '=/ a')), [
  'EXACT_ROOT_WIDENED Ingress/shop/old',
]);
test('an exact root beside a root', reports, contested(...by('old', '/ a'), ...by('new', '=/ b')), [
  'EXACT_ROOT_REFUSED Ingress/shop/new',
]);
test('not an exact root that changes nothing', reports, contested(...by('old', '/ a', '=/ a')), []);
test(
  'an exact root beside a default backend',
  reports,
  site('a.com', { routes: by('new', '=/ b'), fallback: 'a' }),
  ['EXACT_ROOT_REFUSED Ingress/shop/new'],
);
test('the second of two exact roots', reports, contested(...by('old', '=/ a'), ...by('new', '=/ b')), [
  'EXACT_ROOT_WIDENED Ingress/shop/old',
  'PATH_CONFLICT Ingress/shop/new',
]);

const rootOf = test.macro({
  exec: (t, one: Site, expected: string | null) => t.is(planPaths(one).root?.owner.name ?? null, expected),
  title: (name) => `root: ${name}`,
});
test('none', rootOf, contested(...by('old', '/x a')), null);
test('the oldest', rootOf, contested(...by('old', '/ a'), ...by('new', '/ b')), 'old');
test(
  'a prefix before an older exact one',
  rootOf,
  contested(...by('old', '=/ a'), ...by('new', '/ b')),
  'new',
);
test('an exact one where nothing else answers', rootOf, contested(...by('old', '=/ a')), 'old');
test(
  'not an exact one beside a default',
  rootOf,
  site('a.com', { routes: by('x', '=/ a'), fallback: 'b' }),
  null,
);

// Decision 7: port 80 redirects; the Exact "/" of the same Ingress loses nothing to its own redirect.
test(
  'an exact root that asks for what answers anyway (redirect)',
  reports,
  site('a.com', { routes: by('web', '=/ redirect'), fallback: 'redirect' }),
  [],
);
// Decision 5: "Exact `/` becomes the map's default … if nothing else claims it": an equal claim takes nothing away.
test(
  'an exact root that asks for what answers anyway (default backend)',
  reports,
  site('a.com', { routes: by('web', '=/ a'), fallback: 'a' }),
  [],
);

const segment = fc.constantFrom('a', 'A', 'b', 'ab', 'c');
const pathText = fc
  .tuple(fc.constantFrom('', '=', '~'), fc.array(segment, { maxLength: 3 }), fc.constantFrom('', '*', '/*'))
  .map(([mark, segments, star]) => `${mark}/${segments.join('/')}${mark === '~' ? star : ''}`);
const manyRoutes = fc.array(
  fc.tuple(pathText, fc.constantFrom('s1', 's2', 's3', 'held'), fc.constantFrom('old', 'mid', 'new')),
  { maxLength: 12 },
);
const matches = (pattern: string, path: string): boolean => {
  const [lower, request] = [pattern.toLowerCase(), path.toLowerCase()];
  return lower.endsWith('*') ? request.startsWith(lower.slice(0, -1)) : request === lower;
};
const starLength = (pattern: string): number => (pattern.endsWith('*') ? pattern.length : Infinity);
const REQUESTS = ['/', '/a', '/A/', '/a/b', '/a/b/c', '/ab', '/ab/x', '/b', '/b/a/c', '/c/c/c/c', '/abc'];

test('list order and most-specific order choose the same rule; patterns are unique without case', (t) => {
  fc.assert(
    fc.property(manyRoutes, (texts) => {
      const routes = texts.map(([path, to, name]) => route(`${path} ${to}`, name));
      const { rules } = planPaths(site('a.com', { routes }));
      const patterns = rules.flatMap((rule) => rule.patterns.map((pattern) => pattern.toLowerCase()));
      t.is(new Set(patterns).size, patterns.length);
      t.true(rules.every((rule) => rule.patterns.length > 0));
      for (const request of REQUESTS) {
        const hits = rules.filter((rule) => rule.patterns.some((pattern) => matches(pattern, request)));
        const [mostSpecific] = hits
          .flatMap((rule) =>
            rule.patterns
              .filter((pattern) => matches(pattern, request))
              .map((pattern) => ({ rule, length: starLength(pattern) })),
          )
          .toSorted((a, b) => (a.length === b.length ? 0 : a.length > b.length ? -1 : 1));
        t.is(hits[0], mostSpecific?.rule, request);
      }
    }),
  );
});

test('every route is served, or is the same as one that is, or its owner is told', (t) => {
  fc.assert(
    fc.property(manyRoutes, (texts) => {
      const routes = texts.map(([path, to, name]) => route(`${path} ${to}`, name));
      const { rules, root, diagnostics } = planPaths(site('a.com', { routes }));
      const served = new Set([...rules.map((rule) => rule.route), root]);
      const owners = new Set(diagnostics.map(({ object }) => object?.name));
      const sibling = (one: Route): boolean =>
        routes.some(
          (other) => served.has(other) && JSON.stringify(other.action) === JSON.stringify(one.action),
        );
      for (const one of routes) t.true(served.has(one) || owners.has(one.owner.name) || sibling(one));
    }),
  );
});

const judged = { kind: 'policy', id: '/policies/strict' } as const;
test('a root with a firewall of its own is a path rule, the last one', (t) => {
  const root = { ...route('/ a', 'old'), firewall: judged };
  const plan = planPaths(site('a.com', { routes: [root, route('/x b', 'new')] }));
  t.is(plan.root, null);
  t.deepEqual(
    plan.rules.map(({ patterns }) => patterns),
    [['/x', '/x/*'], ['/*']],
  );
});
test(
  'the same answer under another firewall',
  reports,
  site('a.com', { routes: [route('/x a', 'old'), { ...route('/x a', 'new'), firewall: judged }] }),
  ['PATH_CONFLICT Ingress/shop/new', 'PATH_CONFLICT Ingress/shop/new'],
);
const redirected = (url: string, by: string): Route => ({
  ...route('=/x a', by),
  action: { kind: 'redirect', redirect: { code: 302, url, keepPath: true, keepQuery: true } },
});
test(
  'another redirect',
  reports,
  site('a.com', { routes: [redirected('https://b', 'old'), redirected('https://c', 'new')] }),
  ['PATH_CONFLICT Ingress/shop/new'],
);
test(
  'not the same redirect',
  reports,
  site('a.com', { routes: [redirected('https://b', 'old'), redirected('https://b', 'new')] }),
  [],
);
