import test from 'ava';
import { reportGaps } from '../../../src/appgw/gaps.ts';
import type { Routing, Site } from '../../../src/routing/model.ts';
import { told } from '../../helpers/pipeline.ts';
import {
  backend,
  contextOf,
  gateway,
  live,
  placeSites,
  route,
  routing,
  site,
} from '../../helpers/routing.ts';

function gaps(sites: readonly Site[], change: Partial<Routing> = {}, sku = 'Standard_v2') {
  const of = { ...routing(sites), ...change };
  const { context, reports } = contextOf(of, live(gateway({ sku: { tier: sku } })));
  reportGaps(placeSites(sites, context), context);
  return reports;
}

const reports = test.macro({
  exec: (t, one: Site, expected: readonly string[]) => t.deepEqual(told(gaps([one])), expected),
  title: (name) => name!,
});
test('none', reports, site('a.com', { routes: ['/x web'] }), []);
test(
  'wildcards, to everybody on them',
  reports,
  site('*.a.com', { routes: ['/ web', route('/x web', 'b')] }),
  ['WILDCARD_SPANS_LABELS Ingress/shop/web', 'WILDCARD_SPANS_LABELS Ingress/shop/b'],
);
test('upper case in a path', reports, site('a.com', { routes: ['/X web', '=/Y web'] }), [
  'PATH_CASE_INSENSITIVE Ingress/shop/web',
]);
test(
  'not in a pattern of the gateway, which means it so',
  reports,
  site('a.com', { routes: ['~/X* web'] }),
  [],
);

test('once per object, with all its hosts and paths', (t) => {
  const found = gaps([
    site('*.b.com', { routes: ['/Z web'] }),
    site('*.a.com', { routes: ['/Y web', '/Z web'] }),
  ]);
  t.deepEqual(
    found.map(({ detail }) => detail),
    [{ hosts: ['*.a.com', '*.b.com'] }, { paths: ['/Y', '/Z'] }],
  );
});

test('a default backend that is missed only where it is needed', (t) => {
  const missing = { defaultBackend: { ...routing([]).defaultBackend, found: false } };
  t.deepEqual(told(gaps([site('a.com', { routes: ['/x web'] })], missing)), [
    'DEFAULT_BACKEND_SERVICE_MISSING',
  ]);
  t.deepEqual(told(gaps([site('a.com', { routes: ['/ web'] })], missing)), []);
});

test('addresses beyond the limit of a pool', (t) => {
  const big = backend('web', { endpoints: ['1', '2', '3', '4', '5', '6', '7'] });
  const one = { ...route('/ web'), action: { kind: 'backend', backend: big, rewrite: null } } as const;
  t.like(gaps([site('a.com', { routes: [one] })], {}, 'Basic')[0], {
    code: 'LIMIT_REACHED',
    detail: { limit: 5, item: 'Service shop/web, with 2 of its addresses,' },
  });
});
