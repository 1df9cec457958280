import test from 'ava';
import { ruleParts } from '../../../src/appgw/rules.ts';
import type { Route, Site } from '../../../src/routing/model.ts';
import { rewriteOf } from '../../helpers/back-end.ts';
import { backend, contextOf, placeSites, route, routing, site } from '../../helpers/routing.ts';

function partsOf(one: Site) {
  const { context } = contextOf(routing([one]));
  return placeSites([one], context).flatMap((placed) => ruleParts(placed, context));
}
const rewritten = (where: string): Route => ({
  ...route(where),
  action: { kind: 'backend', backend: backend('web'), rewrite: rewriteOf('r') },
});
const redirected = (where: string): Route => ({
  ...route(where),
  action: {
    kind: 'redirect',
    redirect: { code: 302, url: 'https://b.com', keepPath: true, keepQuery: true },
  },
});
const members = (one: Site): readonly string[] =>
  partsOf(one).flatMap(({ collection, properties }) =>
    Object.keys(properties).map((member) => `${collection === 'urlPathMaps' ? 'map' : 'rule'} ${member}`),
  );

test('a rewrite stands on a Basic rule', (t) =>
  t.true(members(site('a.com', { routes: [rewritten('/ web')] })).includes('rule rewriteRuleSet')));
test('on the default of a map and not on its rule', (t) => {
  const all = members(site('a.com', { routes: [rewritten('/ web'), '/x web'] }));
  t.true(all.includes('map defaultRewriteRuleSet'));
  t.false(all.includes('rule rewriteRuleSet'));
});
test('on a path rule', (t) => {
  const [map] = partsOf(site('a.com', { routes: [rewritten('/x web')] }));
  t.true(map?.collection === 'urlPathMaps' && 'rewriteRuleSet' in map.properties.pathRules[0]!.properties);
});
test('a redirect excludes everything else', (t) => {
  const basic = members(site('a.com', { routes: [redirected('/ web')] }));
  t.deepEqual(basic, ['rule ruleType', 'rule priority', 'rule httpListener', 'rule redirectConfiguration']);
});
