import test from 'ava';
import { ownersOf, tellOwners } from '../../../src/appgw/context.ts';
import { told } from '../../helpers/pipeline.ts';
import { contextOf, fallbackOf, owner, route, routing, site } from '../../helpers/routing.ts';

const SITE = site('a.com', {
  owner: 'b',
  routes: [route('/x web', 'a'), route('/y web', 'b')],
  fallback: 'web',
});

test('the owner of the site first, everybody once', (t) =>
  t.deepEqual(
    ownersOf(SITE).map(({ name }) => name),
    ['b', 'a'],
  ));

test('the owner of the fallback is one of them', (t) =>
  t.deepEqual(
    ownersOf({ ...SITE, routes: [], fallback: fallbackOf('held', 'c') }).map(({ name }) => name),
    ['b', 'c'],
  ));

test('rank is age; who is not known comes last', (t) => {
  const { context } = contextOf(routing([SITE], ['z', 'a']));
  t.deepEqual(
    ['z', 'a', 'b', '?'].map((name) => context.rankOf(owner(name))),
    [0, 1, 2, 3],
  );
});

test('everybody is told', (t) => {
  const { context, reports } = contextOf(routing([SITE]));
  tellOwners(context, SITE, 'FRONTEND_MISSING', { frontend: 'public' });
  t.deepEqual(told(reports), ['FRONTEND_MISSING Ingress/shop/b', 'FRONTEND_MISSING Ingress/shop/a']);
});
