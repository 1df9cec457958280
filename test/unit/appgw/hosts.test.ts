import test from 'ava';
import { accepts, coversHosts, isWildcard, sameHosts, specificity } from '../../../src/appgw/hosts.ts';

const accept = test.macro({
  exec: (t, pattern: string, host: string, expected: boolean) => t.is(accepts(pattern, host), expected),
  title: (_, pattern: string, host: string, expected: boolean) =>
    `${pattern} ${expected ? 'accepts' : 'does not accept'} ${host}`,
});
test(accept, 'a.com', 'a.com', true);
test(accept, 'a.com', 'b.a.com', false);
test(accept, '*.a.com', 'b.a.com', true);
test(accept, '*.a.com', 'c.b.a.com', true);
test(accept, '*.a.com', 'a.com', false);
test(accept, '*.a.com', '*.a.com', true);
test(accept, '*.a.com', '*.b.a.com', true);
test(accept, '*.b.a.com', '*.a.com', false);
test(accept, '*.a.com', 'b.axcom', false);
test(accept, '*.a+b.com', 'x.aab.com', false);
test(accept, 'a?.com', 'ab.com', true);
test(accept, 'a?.com', 'a.com', false);
test(accept, 'a?.com', 'abc.com', false);
test(accept, '?.a.com', '*.a.com', false);
test(accept, '*.*.com', 'a.b.com', true);
test(accept, '*', 'a.com', true);
test(accept, 'b.a.com', '*.a.com', false);

const cover = test.macro({
  exec: (t, hosts: readonly string[], other: readonly string[], expected: boolean) =>
    t.is(coversHosts(hosts, other), expected),
  title: (_, hosts: readonly string[], other: readonly string[], expected: boolean) =>
    `[${hosts.join()}] ${expected ? 'covers' : 'does not cover'} [${other.join()}]`,
});
test(cover, [], ['a.com'], true);
test(cover, [], [], true);
test(cover, ['a.com'], [], false);
test(cover, ['*.a.com', 'b.com'], ['x.a.com', 'b.com'], true);
test(cover, ['*.a.com'], ['x.a.com', 'b.com'], false);

const same = test.macro({
  exec: (t, a: readonly string[], b: readonly string[], expected: boolean) => {
    t.is(sameHosts(a, b), expected);
    t.is(sameHosts(b, a), expected);
  },
  title: (_, a: readonly string[], b: readonly string[], expected: boolean) =>
    `[${a.join()}] and [${b.join()}] ${expected ? 'clash' : 'do not clash'}`,
});
test(same, [], [], true);
test(same, [], ['a.com'], false);
test(same, ['a.com', 'b.com'], ['b.com', 'c.com'], true);
test(same, ['*.a.com'], ['x.a.com'], false);

test('wildcards are * and ?', (t) =>
  t.deepEqual(['a.com', '*.a.com', 'a?.com'].map(isWildcard), [false, true, true]));

test('specificity: exact, then wildcards by falling label count, then no host', (t) => {
  const order = [['a.com'], ['*.b.c.a.com'], ['*.b.a.com'], ['*.a.com'], ['a.com', '*.com'], []];
  const values = order.map(specificity);
  t.deepEqual(
    values,
    values.toSorted((a, b) => (a === b ? 0 : a < b ? -1 : 1)),
  );
  t.is(new Set(values).size, order.length);
});
