import test from 'ava';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { compute } from '../../../src/controller/compute.ts';
import { CLASS, ingress, slice } from '../../helpers/objects.ts';
import type { Ingress } from '../../../src/cluster/objects.ts';
import { BLANK, applied, childrenOf, nameIn, routes, run, told } from '../../helpers/pipeline.ts';
import { THEIRS, WORLD } from '../../helpers/world.ts';

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

for (const [allowed, expected] of [
  [['public', 'private'], 'public'],
  [['private'], 'private'],
] as const) {
  test(`frontend of Ingresses that name none, where ${allowed.join(' and ')} may be used`, (t) => {
    const { plan, diagnostics } = run([...WORLD, ingress({ rules: { 'a.com': ['/'] } })], BLANK, {
      policy: { frontends: [...allowed] },
    });
    t.deepEqual(told(diagnostics), []);
    t.deepEqual(
      childrenOf(plan.document, 'httpListeners').map(({ properties }) =>
        nameIn(properties.frontendIPConfiguration),
      ),
      [expected],
    );
  });
}

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
  const { document } = run([...WORLD, bad, good]).plan;
  t.like(routes(document), { 'a.com:80 else': 'empty', 'b.com:80 else': '10.0.0.1,10.0.0.2' });
});

// Decision 8: "the owner's live path rules and site-level parts … are copied unchanged", also where another owns the site.
test('a root that goes bad stays, though an older Ingress owns the site', (t) => {
  const older = ingress({ name: 'a', age: 1, rules: { 'a.com': ['/x web'] } });
  const [good, bad] = ['api', 'ext'].map((to) =>
    ingress({ name: 'b', age: 2, rules: { 'a.com': [`/ ${to}`] } }),
  );
  const { document } = run([...WORLD, older, bad!], applied(run([...WORLD, older, good!]))).plan;
  t.is(routes(document)['a.com:80 else'], '10.0.1.1');
});

test('the default of the site’s owner is not what another had there', (t) => {
  const [before, after] = [{}, { defaultBackend: 'ext' }].map((more) =>
    ingress({ name: 'a', age: 1, rules: { 'a.com': ['/x web'] }, ...more }),
  );
  const gone = ingress({ name: 'b', age: 2, rules: { 'a.com': ['/ api'] } });
  const { document } = run([...WORLD, after!], applied(run([...WORLD, before!, gone]))).plan;
  t.is(routes(document)['a.com:80 else'], '10.9.0.1,10.9.0.2');
});

test('the frontend of the settings is that of Ingresses that name none', (t) => {
  const snapshot = createSnapshot([...WORLD, ingress({ rules: { 'a.com': ['/'] } })], 0);
  const config = loadConfig({ flags: {}, environment: {} });
  const { plan } = compute(snapshot, BLANK_GATEWAY, {
    config,
    conventionalClass: CLASS,
    frontend: 'private',
  });
  const [listener] = childrenOf(plan.document, 'httpListeners');
  t.regex(listener!.properties.frontendIPConfiguration!.id, /\/private$/);
});
