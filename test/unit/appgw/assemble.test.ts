import test from 'ava';
import { assemble } from '../../../src/appgw/assemble.ts';
import type { Part } from '../../../src/appgw/part.ts';
import type { PlacedSite } from '../../../src/appgw/place.ts';
import { COLLECTIONS } from '../../../src/appgw/wire.ts';
import type { Site } from '../../../src/routing/model.ts';
import { told } from '../../helpers/pipeline.ts';
import { contextOf, live, placeSites, route, routing, site, usable } from '../../helpers/routing.ts';

function place(...sites: readonly Site[]) {
  const { context, reports } = contextOf(routing(sites, ['old', 'mid', 'new']), live());
  const placed = placeSites(sites, context);
  const build = (changed: readonly PlacedSite[] = placed, extra: readonly Part[] = []) =>
    assemble(changed, extra, context);
  return { placed, build, reports };
}

test('every collection is there, each sorted by name, each sub-resource once', (t) => {
  const { build } = place(site('b.com'), site('a.com'), site('c.com', { routes: ['/x web'] }));
  const { collections } = build();
  t.deepEqual(Object.keys(collections), [...COLLECTIONS]);
  for (const list of Object.values(collections)) {
    const names = list.map(({ name }) => name);
    t.deepEqual(names, [...new Set(names)].toSorted());
  }
  t.is(collections.httpListeners.length, 3);
  t.is(collections.backendAddressPools.length, 2, 'web and the default backend');
});

test('everybody who wants a sub-resource is among its owners', (t) => {
  const shared = site('b.com', { owner: 'old', routes: ['/x web', route('/y api', 'new')] });
  const { collections } = place(site('a.com', { owner: 'mid' }), shared).build();
  const ownersOf = (collection: 'backendAddressPools' | 'httpListeners' | 'frontendPorts', part: string) =>
    collections[collection].find(({ name }) => name.includes(part))?.owners;
  t.deepEqual(ownersOf('backendAddressPools', '-web-'), ['Ingress/shop/mid', 'Ingress/shop/old']);
  t.deepEqual(ownersOf('backendAddressPools', '-api-'), ['Ingress/shop/new']);
  t.deepEqual(ownersOf('httpListeners', 'b-com'), ['Ingress/shop/new', 'Ingress/shop/old']);
  t.deepEqual(ownersOf('frontendPorts', '80'), ['Ingress/shop/mid', 'Ingress/shop/new', 'Ingress/shop/old']);
});

test('a site with paths has a map, one without a Basic rule', (t) => {
  const { collections } = place(site('a.com'), site('b.com', { routes: ['/x web'] })).build();
  const types = collections.requestRoutingRules.map(({ properties }) => properties.ruleType);
  t.deepEqual(types.toSorted(), ['Basic', 'PathBasedRouting']);
  t.is(collections.urlPathMaps.length, 1);
  const [map] = collections.urlPathMaps;
  t.deepEqual(map!.properties.pathRules[0]!.properties.paths, ['/x', '/x/*']);
  t.truthy(map!.properties.defaultBackendAddressPool);
});

test('rule and map names end in the hashes of site and owner', (t) => {
  const { build, placed } = place(site('b.com', { routes: ['/x web'] }));
  const { requestRoutingRules, urlPathMaps } = build().collections;
  const tail = (name: string): string => name.split('.').at(-1)!;
  t.is(tail(requestRoutingRules[0]!.name), tail(urlPathMaps[0]!.name));
  t.true(tail(urlPathMaps[0]!.name).startsWith(placed[0]!.hash));
});

test('certificates: once, with their material, owned by the owner of the site', (t) => {
  const tls = { port: 443, protocol: 'Https', certificate: usable('c'), owner: 'old' } as const;
  const { collections, certificates } = place(
    site('a.com', tls),
    site('b.com', { ...tls, owner: 'new', routes: ['/ web', route('/x api', 'mid')] }),
  ).build();
  t.deepEqual(
    collections.sslCertificates.map(({ owners }) => owners),
    [['Ingress/shop/new', 'Ingress/shop/old']],
  );
  t.deepEqual([...certificates.keys()], [collections.sslCertificates[0]!.name]);
});

test('what nobody asked for has no owner', (t) => {
  const extra: Part = { collection: 'frontendPorts', name: 'p', identity: null, properties: { port: 80 } };
  t.deepEqual(place().build([], [extra]).collections.frontendPorts, [
    { name: 'p', properties: { port: 80 }, owners: [] },
  ]);
});

/** As if another identity had the hash of this part's name. */
const forge = (one: PlacedSite): PlacedSite => ({
  ...one,
  parts: one.parts.map((part) =>
    part.collection === 'httpListeners' ? { ...part, identity: 'other' } : part,
  ),
});

test('of two identities with one name the older keeps it and the newer is told', (t) => {
  const { placed, build, reports } = place(
    site('a.com', { owner: 'old' }),
    site('b.com', { owner: 'new', routes: ['/ api'] }),
  );
  const [old, fresh] = placed;
  const listener = { ...old!.listener, identity: 'other' };
  const { collections } = build([old!, { ...fresh!, parts: [listener, ...fresh!.parts.slice(1)] }]);
  t.deepEqual(told(reports), ['NAME_COLLISION Ingress/shop/new']);
  t.is(collections.requestRoutingRules.length, 1);
  t.false(collections.backendAddressPools.some(({ name }) => name.includes('api')));
});

test('a path that collides goes alone', (t) => {
  const { placed, build, reports } = place(
    site('a.com', { owner: 'old' }),
    site('b.com', { owner: 'new', routes: ['/x api', '/y web'] }),
  );
  const [old, fresh] = placed;
  const collide = (part: Part): Part =>
    part.name.includes('-api-') ? { ...part, name: old!.fallback.parts[0]!.name } : part;
  const paths = fresh!.paths.map((path) => ({
    ...path,
    target: { ...path.target, parts: path.target.parts.map(collide) },
  }));
  const { collections } = build([old!, { ...fresh!, paths }]);
  t.deepEqual(told(reports), ['NAME_COLLISION Ingress/shop/new']);
  t.deepEqual(
    collections.urlPathMaps[0]!.properties.pathRules.flatMap(({ properties }) => properties.paths),
    ['/y', '/y/*'],
  );
});

test('one site alone collides with nobody', (t) => {
  const { placed, build, reports } = place(site('a.com'));
  t.is(build([forge(placed[0]!)]).collections.httpListeners.length, 1);
  t.deepEqual(reports, []);
});

test('a copy from the gateway gives way to the fresh one', (t) => {
  const { placed, build } = place(site('a.com'), site('b.com'));
  const stale = (one: PlacedSite): PlacedSite => ({
    ...one,
    fallback: {
      ...one.fallback,
      parts: one.fallback.parts.map((part) =>
        part.collection === 'backendAddressPools'
          ? { ...part, identity: null, properties: { backendAddresses: [{ ipAddress: '9.9.9.9' }] } }
          : part,
      ),
    },
  });
  for (const sites of [
    [stale(placed[0]!), placed[1]!],
    [placed[0]!, stale(placed[1]!)],
  ]) {
    const [pool] = build(sites).collections.backendAddressPools;
    t.deepEqual(pool!.properties.backendAddresses, [{ ipAddress: '10.0.0.1' }]);
  }
});
