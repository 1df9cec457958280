import test from 'ava';
import * as fc from 'fast-check';
import { isOwn } from '../../../src/appgw/names.ts';
import { COLLECTIONS, type JsonObject, type RawGateway } from '../../../src/appgw/wire.ts';
import type { ClusterObject, Ingress } from '../../../src/cluster/objects.ts';
import { references } from '../../../src/plan/references.ts';
import { ingress, type IngressInit } from '../../helpers/objects.ts';
import { applied, BLANK, childrenOf, routes, run } from '../../helpers/pipeline.ts';
import { THEIRS, WORLD } from '../../helpers/world.ts';

const HOSTS = ['a.com', 'x.a.com', '*.a.com', 'b.com', ''];
const hostPaths = fc.uniqueArray(
  fc
    .tuple(
      fc.constantFrom('/', '/x', '/x/y', '=/x', '=/', '~/im*', '/X', '/.well-known/acme-challenge/'),
      fc.constantFrom('web', 'api', 'idle', 'gone', 'web:8080'),
    )
    .map(([path, to]) => `${path} ${to}`),
  { maxLength: 3 },
);
/** `held`: also backends that are refused. */
const ingresses = (held: boolean): fc.Arbitrary<readonly Ingress[]> =>
  fc
    .uniqueArray(
      fc.record(
        {
          name: fc.constantFrom('i1', 'i2', 'i3', 'i4', 'i5'),
          age: fc.integer({ min: 0, max: 3 }),
          rules: fc.dictionary(
            fc.constantFrom(...HOSTS),
            held ? fc.oneof(hostPaths, fc.constantFrom(['/ ext'], ['/x ext'])) : hostPaths,
            { maxKeys: 3, noNullPrototype: true },
          ),
          tls: fc.constantFrom<NonNullable<IngressInit['tls']>>(
            [],
            [['cert', 'a.com']],
            [['cert', '*.a.com']],
            [['other']],
            [['none', 'b.com']],
          ),
          defaultBackend: fc.constantFrom('web', 'gone'),
          sslRedirect: fc.constantFrom('true', 'false', 'maybe'),
        },
        { requiredKeys: ['name', 'rules', 'tls'] },
      ),
      { selector: ({ name }) => name, maxLength: 5 },
    )
    .map((inits) => inits.map(ingress));

const lives = fc.constantFrom(BLANK, THEIRS);
const shuffled = <T>(list: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...list], { minLength: list.length });
const RUNS = { numRuns: 40 };

test('any order of the input gives the same bytes', (t) => {
  const orders = ingresses(true).chain((list) => fc.tuple(fc.constant(list), shuffled([...WORLD, ...list])));
  fc.assert(
    fc.property(orders, lives, ([list, other], live) => {
      const [one, two] = [run([...WORLD, ...list], live), run(other, live)];
      t.is(JSON.stringify(one.plan), JSON.stringify(two.plan));
      t.is(JSON.stringify(one.diagnostics), JSON.stringify(two.diagnostics));
    }),
    RUNS,
  );
});

test('applied and planned again there is nothing to do, also after a change', (t) => {
  fc.assert(
    fc.property(ingresses(true), ingresses(true), lives, (first, second, live) => {
      let raw = live;
      for (const list of [first, second]) {
        raw = applied(run([...WORLD, ...list], raw));
        const again = run([...WORLD, ...list], raw);
        t.deepEqual(again.plan.changes, []);
        t.is(again.plan.put, null);
      }
    }),
    RUNS,
  );
});

/** Everything of the document that is not ours, without what the service only reports. */
function theirs(raw: RawGateway): JsonObject {
  const { properties, tags, location } = raw;
  const strip = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
      [
        'etag',
        'type',
        'provisioningState',
        'httpListeners',
        'requestRoutingRules',
        'backendHttpSettings',
      ].includes(key) &&
      (typeof inner === 'string' || Array.isArray(inner))
        ? undefined
        : inner,
    );
  const kept = COLLECTIONS.map((collection) => [
    collection,
    childrenOf(raw, collection)
      .filter(({ name }) => !isOwn(collection, name, 'default'))
      .map(({ name, properties: inner }) => [name, strip(inner)]),
  ]);
  const { somethingNew, autoscaleConfiguration, sku } = properties;
  return {
    ...(Object.fromEntries(kept) as JsonObject),
    somethingNew,
    autoscaleConfiguration,
    sku,
    tags,
    location,
  } as JsonObject;
}

test('what is foreign stays as it is', (t) => {
  fc.assert(
    fc.property(ingresses(true), ingresses(true), (first, second) => {
      const raw = applied(run([...WORLD, ...first], THEIRS));
      t.deepEqual(theirs(raw), theirs(THEIRS));
      t.deepEqual(theirs(run([...WORLD, ...second], raw).plan.document), theirs(THEIRS));
    }),
    RUNS,
  );
});

test('every reference of the document leads somewhere, also after a change', (t) => {
  fc.assert(
    fc.property(ingresses(true), ingresses(true), lives, (first, second, live) => {
      const { document } = run([...WORLD, ...second], applied(run([...WORLD, ...first], live))).plan;
      const known = new Set(
        ['gatewayIPConfigurations', 'frontendIPConfigurations', ...COLLECTIONS].flatMap((collection) =>
          childrenOf(document, collection as 'probes').map(({ name }) =>
            `${collection}/${name}`.toLowerCase(),
          ),
        ),
      );
      for (const key of references(document.properties)) t.true(known.has(key), key);
    }),
    RUNS,
  );
});

/** One Ingress on a host of its own beside the others; where its host is served must not depend on it. */
const served = (
  objects: readonly ClusterObject[],
  live: RawGateway = BLANK,
): Readonly<Record<string, string>> => routes(run([...WORLD, ...objects], live).plan.document);
const withoutHost = (all: Readonly<Record<string, string>>, host: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(all).filter(([where]) => !where.startsWith(`${host}:`)));

const BAD: readonly IngressInit[] = [
  { rules: { 'bad.com': ['/ ext', '/x gone', '~/*.jpg web', '=/x ext'] } },
  { rules: { 'bad.com': ['/ web'] }, tls: [['none', 'bad.com']] },
  { rules: { 'bad.com': ['/ web', '/ api', '=/ api'] }, sslRedirect: 'maybe', tls: [[null, 'bad.com']] },
  { rules: { 'bad.com': ['/ web:9'] }, className: 'nginx' },
];
const bads = fc
  .tuple(fc.constantFrom(...BAD), fc.integer({ min: 0, max: 3 }))
  .map(([init, age]) => ingress({ ...init, name: 'bad', age }));

test('a bad Ingress on a host of its own changes nothing for the others', (t) => {
  fc.assert(
    fc.property(ingresses(false), bads, (list, bad) => {
      const expected = withoutHost(served(list), 'default.placeholder.invalid');
      const actual = withoutHost(
        withoutHost(served([...list, bad]), 'bad.com'),
        'default.placeholder.invalid',
      );
      t.deepEqual(actual, expected);
    }),
    RUNS,
  );
});
