import test from 'ava';
import { draftSites, isBroader } from '../../../src/appgw/place.ts';
import type { JsonObject } from '../../../src/appgw/wire.ts';
import type { Site } from '../../../src/routing/model.ts';
import { told } from '../../helpers/pipeline.ts';
import { contextOf, foreign, gateway, live, placeSites, routing, site } from '../../helpers/routing.ts';

const drafts = (sites: readonly Site[], oldestFirst: readonly string[] = []) =>
  draftSites(sites, null, contextOf(routing(sites, oldestFirst)).context);

test('oldest owner first', (t) => {
  const sites = [site('a.com', { owner: 'new' }), site('b.com', { owner: 'old' })];
  t.deepEqual(
    drafts(sites, ['old', 'new']).map(({ site: { hosts } }) => hosts[0]),
    ['b.com', 'a.com'],
  );
});

test('only a broader site of the same frontend and port', (t) => {
  const [one] = drafts([site('x.a.com')]);
  const broader = (other: Site): boolean => isBroader(drafts([other])[0]!, one!);
  t.true(broader(site('*.a.com')));
  t.true(broader(site([])));
  t.false(broader(site('y.a.com')));
  t.false(broader(site('*.a.com', { port: 8080 })));
  t.false(broader(site('*.a.com', { frontend: 'private' })));
});

const refused = test.macro({
  exec: (t, one: Site, theirs: JsonObject, expected: readonly string[]) => {
    const { context, reports } = contextOf(routing([one]), live(gateway(theirs)));
    t.deepEqual(placeSites([one], context), []);
    t.deepEqual(told(reports), expected);
  },
  title: (name) => name!,
});
test('a shadow', refused, site('a.com'), foreign([{ priority: 1 }]), [
  'SHADOWED_BY_FOREIGN Ingress/shop/web',
]);
test('a victim', refused, site([]), foreign([{ priority: 20_000, hosts: ['x.org'] }]), [
  'WOULD_SHADOW_FOREIGN Ingress/shop/web',
]);

test(
  'a full band',
  refused,
  site([]),
  {
    requestRoutingRules: Array.from({ length: 1000 }, (_, index) => ({
      name: `theirs-${index}`,
      properties: { ruleType: 'Basic', priority: 18_000 + index },
    })),
  },
  ['PRIORITIES_EXHAUSTED Ingress/shop/web'],
);
