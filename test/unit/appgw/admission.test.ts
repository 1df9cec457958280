import test from 'ava';
import * as fc from 'fast-check';
import { buildGateway } from '../../../src/appgw/build.ts';
import { limitsOf } from '../../../src/appgw/limits.ts';
import { COLLECTIONS, type JsonObject, type RawGateway } from '../../../src/appgw/wire.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { planGateway } from '../../../src/plan/plan.ts';
import type { Routing, Site } from '../../../src/routing/model.ts';
import { childrenOf, routes, told } from '../../helpers/pipeline.ts';
import { foreign, gateway, live, route, routing, secureSites, site, usable } from '../../helpers/routing.ts';
import { serverAnswer } from '../../helpers/server-answer.ts';

/** At most 5 listeners, rules and pools. */
const BASIC: JsonObject = { sku: { name: 'Basic', tier: 'Basic', capacity: 1 } };
const OLD_WAF: JsonObject = {
  sku: { name: 'WAF_v2', tier: 'WAF_v2', capacity: 1 },
  webApplicationFirewallConfiguration: { enabled: true, ruleSetType: 'OWASP', ruleSetVersion: '3.0' },
};

interface Built {
  readonly document: RawGateway;
  readonly diagnostics: readonly Diagnostic[];
}
function build(of: Routing, raw: RawGateway): Built {
  const { desired, diagnostics } = buildGateway(of, live(raw));
  return { document: planGateway(desired, raw).document, diagnostics };
}
const apply = (of: Routing, raw: RawGateway): RawGateway => serverAnswer(build(of, raw).document);

const hosts = (...names: readonly string[]): readonly Site[] =>
  names.map((name) => site(`${name}.com`, { owner: name }));
const letters = (text: string): readonly Site[] => hosts(...text.split(''));
const servedHosts = ({ document }: Built): string =>
  childrenOf(document, 'httpListeners')
    .map(({ properties }) => properties.hostName?.replace('.com', '') ?? '')
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join('');
const AGE = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

const admits = test.macro({
  exec: (t, before: string, after: string, theirs: number, expected: string) => {
    const blank = gateway({
      ...foreign(Array.from({ length: theirs }, (_, index) => ({ hosts: [`${index}.org`] }))),
      ...BASIC,
    });
    const raw = before === '' ? blank : apply(routing(letters(before), AGE), blank);
    const built = build(routing(letters(after), AGE), raw);
    t.is(servedHosts(built), expected);
    const lost = after
      .split('')
      .filter((name) => !expected.includes(name))
      .toSorted();
    t.deepEqual(
      told(built.diagnostics),
      lost.map((name) => `LIMIT_REACHED Ingress/shop/${name}`),
    );
  },
  title: (_, before: string, after: string, theirs: number, expected: string) =>
    `[${before}] -> [${after}] beside ${theirs}: [${expected}]`,
});
test(admits, '', 'abcde', 0, 'abcde');
test(admits, '', 'gfedcba', 0, 'abcde');
test(admits, 'cdefg', 'abcdefg', 0, 'cdefg');
test(admits, 'cdefg', 'abcdef', 0, 'acdef');
test(admits, 'bcdef', 'abcdef', 0, 'bcdef');
test(admits, 'abcde', 'fg', 0, 'fg');
test(admits, '', 'abcde', 2, 'abc');
test(admits, 'cd', 'abcd', 2, 'acd');
test(admits, '', 'abc', 5, '');

test('the number is told', (t) => {
  const { diagnostics } = build(routing(letters('abcdef'), AGE), gateway(BASIC));
  t.like(diagnostics[0], { detail: { what: 'listeners', item: 'f.com on port 80', limit: 5, used: 5 } });
});

test('paths are admitted one by one, and the rest of the host stays', (t) => {
  const paths = ['/1 s1', '/2 s2', '/3 s3', '/4 s4', '/5 s5', '/6 s6'];
  const { document, diagnostics } = build(routing([site('a.com', { routes: paths })]), gateway(BASIC));
  t.is(childrenOf(document, 'backendAddressPools').length, 5, 'the default backend and four');
  t.like(diagnostics[0], { detail: { item: 'path /5 on a.com' } });
  t.deepEqual(
    Object.keys(routes(document)).filter((where) => where.includes('*')),
    ['/1', '/2', '/3', '/4'].map((path) => `a.com:80 ${path}/*`),
  );
});

test('a live path whose new backend does not fit keeps the old one', (t) => {
  const sites = (third: string): Routing =>
    routing([site('a.com', { routes: ['/1 s1', '/2 s2', '/3 s3', third, '/4 s4'] })]);
  const raw = apply(sites('/5 s3'), gateway(BASIC));
  const { document, diagnostics } = build(sites('/5 s5'), raw);
  t.is(childrenOf(document, 'backendAddressPools').length, 5);
  t.deepEqual(told(diagnostics), ['LIMIT_REACHED Ingress/shop/web']);
  t.true('a.com:80 /5' in routes(document));
});

test('at most 100 path rules in one map', (t) => {
  const paths = Array.from({ length: 102 }, (_, index) => `=/${index} web`);
  const { document, diagnostics } = build(routing([site('a.com', { routes: paths })]), gateway());
  t.is(childrenOf(document, 'urlPathMaps')[0]!.properties.pathRules.length, 100);
  t.is(diagnostics.length, 2);
  t.like(diagnostics[0], { detail: { what: 'paths on one host', limit: 100 } });
});

const limitsOfDocument = (document: RawGateway): readonly string[] => {
  const projected = live(document);
  const { collections, activeListeners } = limitsOf(projected);
  const over = COLLECTIONS.filter(
    (collection) => childrenOf(document, collection).length > (collections[collection] ?? Infinity),
  );
  const active = new Set(
    Object.entries(routes(document))
      .filter(([, to]) => !to.startsWith('redirect'))
      .map(([where]) => where.split(' ')[0]),
  );
  return active.size > activeListeners ? [...over, 'activeListeners'] : over;
};

const siteSpec = fc.record({
  host: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
  to: fc.constantFrom('s1', 's2', 's3', 's4', 's5', 's6'),
  paths: fc.uniqueArray(fc.constantFrom('/1 s1', '/2 s2', '/3 s3', '/4 s4', '/5 s5', '/6 s6'), {
    maxLength: 3,
  }),
});
const configuration = fc.uniqueArray(siteSpec, { selector: ({ host }) => host, maxLength: 7 }).map((specs) =>
  routing(
    specs.map(({ host, to, paths }) => site(`${host}.com`, { owner: host, routes: [`/ ${to}`, ...paths] })),
    AGE,
  ),
);

test('a gateway within its limits stays within them, and what is unchanged on it stays', (t) => {
  fc.assert(
    fc.property(configuration, configuration, (first, second) => {
      const raw = apply(first, gateway(BASIC));
      t.deepEqual(limitsOfDocument(raw), []);
      const built = build(second, raw);
      t.deepEqual(limitsOfDocument(built.document), []);
      const kept = first.sites.filter(({ hosts: [host] }) =>
        second.sites.some((one) => one.hosts[0] === host),
      );
      const hostsOf = (document: RawGateway): ReadonlySet<string | undefined> =>
        new Set(Object.keys(routes(document)).map((where) => where.split(':')[0]));
      const [before, after] = [hostsOf(raw), hostsOf(built.document)];
      for (const { hosts: served } of kept) {
        if (before.has(served[0])) t.true(after.has(served[0]), served[0]);
      }
    }),
    { numRuns: 60 },
  );
});

// Issue A: "Applying a plan and planning again gives no change": what a younger Ingress frees comes too late here.
test('admission settles at once', (t) => {
  const sites = (...texts: readonly string[]): Routing =>
    routing(
      texts.map((text) => {
        const [name = '', ...paths] = text.split(', ');
        return site(`${name}.com`, { owner: name, routes: paths });
      }),
      AGE,
    );
  const second = sites('a, / s3, /5 s5, /4 s4', 'b, / s1', 'c, / s1', 'd, / s4', 'f, / s2', 'g, / s1');
  const raw = apply(second, apply(sites('a, / s2', 'd, / s6', 'f, / s1'), gateway(BASIC)));
  t.deepEqual(planGateway(buildGateway(second, live(raw)).desired, raw).changes, []);
});

const KEEPS = 'Decision 4: "What is on the gateway keeps its place"';

test(`${KEEPS}: a host that is served plainly, when TLS for it does not fit`, (t) => {
  const raw = apply(routing(letters('abcde'), AGE), gateway(BASIC));
  const secured = secureSites('a.com', { owner: 'a', certificate: usable('a') });
  const built = build(routing([...letters('bcde'), ...secured], AGE), raw);
  t.true(Object.keys(routes(built.document)).some((where) => where.startsWith('a.com:80')));
});

test(`${KEEPS}: plain hosts, when guards against a new wildcard do not fit`, (t) => {
  const plain = hosts('x.a', 'y.a', 'z.a');
  const raw = apply(routing(plain), gateway(BASIC));
  const wildcard = secureSites('*.a.com', { owner: 'old', certificate: usable('w') });
  const built = build(routing([...plain, ...wildcard], ['old']), raw);
  const served = Object.keys(routes(built.document));
  for (const {
    hosts: [host],
  } of plain)
    t.true(served.includes(`${host}:80 else`), host);
});

test(`${KEEPS}: a host whose oldest Ingress is deleted`, (t) => {
  const shared = (...by: readonly string[]): Site =>
    site('e.com', {
      owner: by[0]!,
      routes: [...(by.includes('d') ? [route('/d web', 'd')] : []), route('/ web', 'e')],
    });
  const age = ['d', 'a', 'b', 'c', 'e'];
  const raw = apply(
    routing([...hosts('a', 'b', 'c'), site('x.com', { owner: 'c' }), shared('d', 'e')], age),
    gateway(BASIC),
  );
  const grown = [
    ...hosts('a', 'b', 'c'),
    site('x.com', { owner: 'c' }),
    site('new.com', { owner: 'a' }),
    shared('e'),
  ];
  const built = build(routing(grown, age), raw);
  t.true(Object.keys(routes(built.document)).some((where) => where.startsWith('e.com')));
});

// Decision 4: "growth is admitted oldest first and the rest held back": the document must never be one that ARM refuses.
test('a rotated certificate of its own does not fit beside 40 others', (t) => {
  const secure = (index: number, label: string): Site =>
    site(`h${index}.com`, { port: 443, protocol: 'Https', certificate: usable(label), owner: `o${index}` });
  const sites = (last: string): readonly Site[] =>
    Array.from({ length: 39 }, (_, index) => secure(index, index < 38 ? `c${index}` : last));
  const theirs = Array.from({ length: 2 }, (_, index) => ({ name: `theirs-${index}`, properties: {} }));
  const blank = gateway({ ...OLD_WAF, sslCertificates: theirs });
  const raw = apply(routing(sites('c0')), blank);
  t.deepEqual(limitsOfDocument(raw), []);
  t.deepEqual(limitsOfDocument(build(routing(sites('new')), raw).document), []);
});

test('a redirecting listener that becomes an active one counts as growth', (t) => {
  const sites = (plain: string): readonly Site[] =>
    Array.from({ length: 20 }, (_, index) =>
      secureSites(`h${index}.com`, { certificate: usable('c'), owner: `o${index}` }).map((one) =>
        index === 0 && one.port === 80
          ? site('h0.com', { owner: 'o0', securePort: 443, routes: [], fallback: plain })
          : one,
      ),
    ).flat();
  const theirs = Array.from({ length: 80 }, (_, index) => ({
    name: `theirs-${index}`,
    properties: { ruleType: 'Basic', priority: 19_001 + index },
  }));
  const raw = apply(routing(sites('redirect')), gateway({ requestRoutingRules: theirs }));
  const { diagnostics } = build(routing(sites('web')), raw);
  t.true(told(diagnostics).includes('LIMIT_REACHED Ingress/shop/o0'));
});
