import test from 'ava';
import fc from 'fast-check';
import { isOwn } from '../../../src/appgw/names.ts';
import { COLLECTIONS, type JsonObject, type RawGateway } from '../../../src/appgw/wire.ts';
import type { ClusterObject, Ingress } from '../../../src/cluster/objects.ts';
import { references } from '../../../src/plan/references.ts';
import { makeCertificate, tlsSecret } from '../../helpers/certificates.ts';
import { defaultBackend, ingress, service, slice, type IngressInit } from '../../helpers/objects.ts';
import { applied, BLANK, childrenOf, routes, run, told } from '../../helpers/pipeline.ts';
import { foreign, gateway } from '../../helpers/routing.ts';
import { serverAnswer } from '../../helpers/server-answer.ts';

const EXTERNAL = service({ name: 'ext', type: 'ExternalName', externalName: 'x.org' });
const WORLD: readonly ClusterObject[] = [
  service(),
  slice(['10.0.0.1', '10.0.0.2']),
  service({ name: 'api' }),
  slice(['10.0.1.1'], { service: 'api' }),
  service({ name: 'idle' }),
  EXTERNAL,
  tlsSecret('shop', 'cert', makeCertificate({ hosts: ['a.com', '*.a.com'] })),
  tlsSecret('shop', 'other', makeCertificate({ hosts: ['b.com'] })),
  ...defaultBackend(),
];
const THEIRS = serverAnswer(
  gateway({
    ...foreign([
      { name: 'portal', hosts: ['theirs.org'], priority: 19_500 },
      { name: 'basic', port: 8080, priority: 19_600 },
    ]),
    autoscaleConfiguration: { minCapacity: 0, maxCapacity: 10 },
    somethingNew: { kept: true },
  }),
);

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
const RUNS = { numRuns: 60 };

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

test('an Ingress that goes bad keeps what it has, and the others what they have', (t) => {
  const [good, bad] = ['web', 'ext'].map((to) =>
    ingress({ name: 'x', age: 1, rules: { 'a.com': [`/x ${to}`, '/y api'] } }),
  );
  const other = ingress({ name: 'y', age: 2, rules: { 'a.com': ['/z api'] } });
  const before = run([...WORLD, good!, other]);
  const after = run([...WORLD, bad!, other], applied(before));
  t.deepEqual(routes(after.plan.document), routes(before.plan.document));
  t.deepEqual(told(after.diagnostics), ['EXTERNAL_NAME_REFUSED Ingress/shop/x']);
});

test('two Ingresses on one Service cost one pool, one settings and one probe', (t) => {
  const { document } = run([
    ...WORLD,
    ingress({ name: 'x', rules: { 'a.com': ['/'] } }),
    ingress({ name: 'y', rules: { 'b.com': ['/'] } }),
  ]).plan;
  for (const collection of ['backendAddressPools', 'backendHttpSettingsCollection', 'probes'] as const) {
    t.is(childrenOf(document, collection).length, 1, collection);
  }
});

test('one certificate of many Ingresses is uploaded once, and an unchanged one never again', (t) => {
  const secure = (name: string): Ingress =>
    ingress({ name, tls: [['cert', 'a.com', 'x.a.com']], rules: { [name]: ['/'] } });
  const objects = [...WORLD, secure('a.com'), secure('x.a.com')];
  const first = run(objects);
  t.is(childrenOf(first.plan.document, 'sslCertificates').length, 1);
  t.truthy(childrenOf(first.plan.document, 'sslCertificates')[0]!.properties.data);
  const moved = objects.filter(({ metadata }) => metadata.name !== 'web-1').concat(slice(['10.0.0.9']));
  t.falsy(childrenOf(run(moved, applied(first)).plan.document, 'sslCertificates')[0]!.properties.data);
});

test('a moved endpoint changes one pool and nothing else', (t) => {
  const rules = ingress({ rules: { 'a.com': ['/', '/api api'] } });
  const raw = applied(run([...WORLD, rules]));
  const moved = [...WORLD, rules]
    .filter(({ metadata }) => metadata.name !== 'web-1')
    .concat(slice(['10.0.0.9']));
  t.like(run(moved, raw).plan.changes, [
    { action: 'update', collection: 'backendAddressPools', fields: ['/properties/backendAddresses'] },
  ]);
  t.is(run(moved, raw).plan.changes.length, 1);
});

const configures = test.macro({
  exec: (
    t,
    config: Parameters<typeof run>[2],
    check: (routes: Readonly<Record<string, string>>, names: string) => boolean,
  ) => {
    const { document } = run(
      [...WORLD, ingress({ tls: [['cert', 'a.com']], rules: { 'a.com': ['/x'] } })],
      THEIRS,
      config,
    ).plan;
    t.true(check(routes(document), JSON.stringify(document)));
  },
  title: (name) => `configuration: ${name}`,
});
test(
  'instance',
  configures,
  { instance: 'k9' },
  (_, text) => text.includes('k9.rule.') && !text.includes('default.rule.'),
);
test('ssl-redirect', configures, { sslRedirect: false }, (all) => !('a.com:80 else' in all));
test(
  'default backend of a namespace',
  configures,
  { defaultBackend: 'nowhere/default-backend' },
  (all) => all['a.com:443 else'] === 'empty',
);
test(
  'default backend in any namespace',
  configures,
  { defaultBackend: 'default-backend' },
  (all) => all['a.com:443 else'] === '10.9.0.1,10.9.0.2',
);
test(
  'replace-foreign',
  configures,
  { replaceForeign: ['portal'] },
  (all) => !('theirs.org:80 else' in all) && '*:8080 else' in all,
);
test('controller name', configures, { controllerName: 'mine' }, (all) => 'a.com:443 /x' in all);

// Decision 8: "Pools are never frozen: members follow EndpointSlices"; 10: "Addresses gone from the slices are never kept".
test('the pool of what is held back follows its endpoints', (t) => {
  const [good, bad] = ['web', 'ext'].map((to) => ingress({ rules: { 'a.com': ['/ api', `/x ${to}`] } }));
  const moved = WORLD.filter(({ metadata }) => metadata.name !== 'web-1').concat(slice(['10.0.0.9']));
  const { document } = run([...moved, bad!], applied(run([...WORLD, good!]))).plan;
  t.is(routes(document)['a.com:80 /x'], '10.0.0.9');
});

// Decision 8: a graft keeps what the object had; a redirect to a listener that is not served any more is not that.
test('a held root does not redirect to a site that went with its tls', (t) => {
  const secure = ingress({ tls: [['cert', 'a.com']], rules: { 'a.com': ['/ web'] } });
  const { document } = run(
    [...WORLD, ingress({ rules: { 'a.com': ['/ ext'] } })],
    applied(run([...WORLD, secure])),
  ).plan;
  t.not(routes(document)['a.com:80 else'], 'redirect Https');
});

// Decision 9: "Status tells the truth": the text says that HTTPS is held back, and it is served.
test('a tls entry that loses its Secret is told what happens', (t) => {
  const by = (secret: string | null): Ingress =>
    ingress({ tls: [[secret, 'a.com']], rules: { 'a.com': ['/ web'] } });
  const { plan, diagnostics } = run([...WORLD, by(null)], applied(run([...WORLD, by('cert')])));
  const served = Object.keys(routes(plan.document)).some((where) => where.startsWith('a.com:443'));
  const kept = diagnostics.some(
    ({ code, detail }) => code === 'TLS_SECRET_UNNAMED' && 'kept' in detail && detail.kept,
  );
  t.is(served, kept);
});

// Issue A: "missing port …: only that path suffers".
test('a wrong port that is the number of the targetPort harms only its own path', (t) => {
  const bad = ingress({ name: 'bad', age: 1, rules: { 'a.com': ['/ web:8080'] } });
  const good = ingress({ name: 'good', age: 2, rules: { 'b.com': ['/ web:80'] } });
  t.like(served([bad, good]), { 'a.com:80 else': 'empty', 'b.com:80 else': '10.0.0.1,10.0.0.2' });
});
