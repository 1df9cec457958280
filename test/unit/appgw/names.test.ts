import test from 'ava';
import * as fc from 'fast-check';
import {
  buildName,
  identityHash,
  isOwn,
  ownerHash,
  parseName,
  type NamedCollection,
} from '../../../src/appgw/names.ts';
import { COLLECTIONS } from '../../../src/appgw/wire.ts';
import { INSTANCE_PATTERN } from '../../../src/config/instance.ts';

const HASH = '0123456789ab';
const OWNER = 'deadbeef';

const parses = test.macro({
  exec: (t, name: string, expected: ReturnType<typeof parseName>) => t.deepEqual(parseName(name), expected),
  title: (_, name: string) => `parse ${name}`,
});
test(parses, `k1.pool.shop-web.${HASH}`, {
  instance: 'k1',
  kind: 'pool',
  hash: HASH,
  owner: null,
  defaultOwner: null,
});
test(parses, `K1.Pool.Shop-Web.${HASH.toUpperCase()}`, {
  instance: 'k1',
  kind: 'pool',
  hash: HASH,
  owner: null,
  defaultOwner: null,
});
const RULE = { instance: 'k1', kind: 'rule', hash: HASH, owner: OWNER };
test(parses, `k1.rule.a.${HASH}-${OWNER}`, { ...RULE, defaultOwner: OWNER });
test(parses, `k1.rule.a.${HASH}-${OWNER}-0badcafe`, { ...RULE, defaultOwner: '0badcafe' });
test(parses, `k1.rule.a.${HASH}-${OWNER}-0badcafe-${OWNER}`, null);
test(parses, `k1.pool.a.${HASH}-short`, null);
test(parses, `k1.pool.a.${HASH}0`, null);
test(parses, `k1.pool.a.${HASH.slice(1)}`, null);
test(parses, `k1.pool..${HASH}`, null);
test(parses, `k1.pool.a.b.${HASH}`, null);
test(parses, `.pool.a.${HASH}`, null);
test(parses, `seventeen-letters.pool.a.${HASH}`, null);
test(parses, `k1.pool.a_b.${HASH}`, null);
test(parses, `k1.pool.${'a'.repeat(60)}.${HASH}`, null);
test(parses, 'appGatewayBackendPool', null);
test(parses, 'pool-shop-web-80-bp-8080', null);

const owns = test.macro({
  exec: (t, collection: NamedCollection, name: string, expected: boolean) =>
    t.is(isOwn(collection, name, 'k1'), expected),
  title: (_, collection: NamedCollection, name: string) => `own? ${collection} ${name}`,
});
test(owns, 'backendAddressPools', `k1.pool.a.${HASH}`, true);
test(owns, 'backendAddressPools', `K1.POOL.A.${HASH}`, true);
test(owns, 'httpListeners', `k1.pool.a.${HASH}`, false);
test(owns, 'backendAddressPools', `k2.pool.a.${HASH}`, false);
test(owns, 'backendAddressPools', `k11.pool.a.${HASH}`, false);
test(owns, 'backendAddressPools', 'k1.pool.a', false);
test(owns, 'requestRoutingRules', `k1.rule.a.${HASH}-${OWNER}`, true);
test(owns, 'trustedClientCertificates', `k1.ca.a.${HASH}`, false);

const collections: readonly NamedCollection[] = [...COLLECTIONS, 'pathRules'];

test('a built name is one that ARM takes, that is ours, and that parses back', (t) => {
  const parts = fc.record({
    instance: fc.stringMatching(/^[a-z0-9-]{1,16}$/).filter((text) => INSTANCE_PATTERN.test(text)),
    collection: fc.constantFrom(...collections),
    readable: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webPath(),
      fc.domain(),
      fc.string({ maxLength: 300 }),
    ),
    hash: fc.string().map((text) => identityHash(text)),
    owner: fc.option(
      fc.string().map((name) => ownerHash({ kind: 'Ingress', namespace: 'a', name })),
      { nil: undefined },
    ),
  });
  fc.assert(
    fc.property(parts, ({ owner, ...rest }) => {
      const name = buildName({ ...rest, ...(owner !== undefined && { owner }) });
      t.regex(name, /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$/);
      t.true(isOwn(rest.collection, name, rest.instance));
      t.like(parseName(name), { instance: rest.instance, hash: rest.hash, owner: owner ?? null });
      t.deepEqual(
        collections.filter((collection) => isOwn(collection, name, rest.instance)),
        [rest.collection],
      );
    }),
  );
});

test('the readable part is cut, the identity never', (t) => {
  const name = buildName({
    instance: 'sixteen-letters-',
    collection: 'redirectConfigurations',
    readable: 'x'.repeat(200),
    hash: HASH,
    owner: OWNER,
  });
  t.is(name.length, 80);
  t.true(name.endsWith(`.${HASH}-${OWNER}`));
});

const readable = test.macro({
  exec: (t, text: string, expected: string) =>
    t.is(
      buildName({ instance: 'k', collection: 'probes', readable: text, hash: HASH }).split('.')[2],
      expected,
    ),
  title: (_, text: string, expected: string) => `readable ${JSON.stringify(text)} is ${expected}`,
});
test(readable, 'Shop/Web', 'shop-web');
test(readable, '*.example.com', 'example-com');
test(readable, '--a--b--', 'a-b');
test(readable, '', 'x');
test(readable, '/', 'x');
test(readable, 'ä', 'x');

test('identities are separated unambiguously', (t) => {
  const hashes = [
    identityHash('a', 'b'),
    identityHash('ab'),
    identityHash('a,b'),
    identityHash('b', 'a'),
    identityHash('a', 'b', ''),
    identityHash(1),
    identityHash('1'),
    identityHash('["a","b"]'),
  ];
  t.is(new Set(hashes).size, hashes.length);
});

test('owners are told apart by kind, namespace and name', (t) => {
  const owners = [
    { kind: 'Ingress', namespace: 'a', name: 'b' },
    { kind: 'Ingress', namespace: 'b', name: 'a' },
    { kind: 'HTTPRoute', namespace: 'a', name: 'b' },
    { kind: 'Ingress', namespace: 'a/b', name: '' },
  ];
  t.is(new Set(owners.map(ownerHash)).size, owners.length);
});
