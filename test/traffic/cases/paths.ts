/** Decision 5, paths: the tables of the Kubernetes documentation, conflicts, and the gateway's own patterns. */
import { row } from './case.ts';

const A = 'http://a.test';

export const PATH_CASES = [
  row(
    'Exact matches the path exactly',
    { one: { rules: { 'a.test': ['=/foo', '=/bar/ api'] } } },
    {
      [`${A}/foo`]: 'shop/web',
      [`${A}/foo/`]: '404',
      [`${A}/foo/x`]: '404',
      [`${A}/foox`]: '404',
      [`${A}/bar`]: '404',
      [`${A}/bar/`]: 'shop/api',
    },
  ),
  row(
    'Prefix matches path elements and ignores a trailing slash',
    { one: { rules: { 'a.test': ['/aaa/bbb', '/foo/ api'] } } },
    {
      [`${A}/aaa/bbb`]: 'shop/web',
      [`${A}/aaa/bbb/`]: 'shop/web',
      [`${A}/aaa/bbb/ccc`]: 'shop/web',
      [`${A}/aaa/bbbxyz`]: '404',
      [`${A}/aaa`]: '404',
      [`${A}/foo`]: 'shop/api',
      [`${A}/foo/`]: 'shop/api',
    },
  ),
  row(
    'the longest matching path',
    { one: { rules: { 'a.test': ['/ web', '/aaa api', '/aaa/bbb cdn'] } } },
    {
      [`${A}/aaa/bbb`]: 'shop/cdn',
      [`${A}/aaa/bbb/ccc`]: 'shop/cdn',
      [`${A}/aaa/ccc`]: 'shop/api',
      [`${A}/ccc`]: 'shop/web',
      [`${A}/`]: 'shop/web',
    },
  ),
  row(
    'the longest one whatever the order and the age',
    { one: { rules: { 'a.test': ['/'] } }, two: { rules: { 'a.test': ['/foo api', '/foo/bar/baz cdn'] } } },
    { [`${A}/foo/bar`]: 'shop/api', [`${A}/foo/bar/baz/x`]: 'shop/cdn', [`${A}/fo`]: 'shop/web' },
  ),
  row(
    'of equal ones Exact before Prefix, whatever the age',
    { one: { rules: { 'a.test': ['/foo'] } }, two: { rules: { 'a.test': ['=/foo api'] } } },
    { [`${A}/foo`]: 'shop/api', [`${A}/foo/`]: 'shop/web', [`${A}/foo/x`]: 'shop/web' },
  ),
  row(
    'Exact with a trailing slash takes only that out of a Prefix',
    { one: { rules: { 'a.test': ['/foo', '=/foo/ api'] } } },
    { [`${A}/foo`]: 'shop/web', [`${A}/foo/`]: 'shop/api', [`${A}/foo/x`]: 'shop/web' },
  ),
  row(
    'Prefix /x/* means Prefix /x',
    { one: { rules: { 'a.test': ['/foo/*', '/* api'] } } },
    {
      [`${A}/foo`]: 'shop/web',
      [`${A}/foo/x`]: 'shop/web',
      [`${A}/foox`]: 'shop/api',
      [`${A}/`]: 'shop/api',
    },
  ),
  row(
    'the query is no part of the path and reaches the backend',
    { one: { rules: { 'a.test': ['=/foo', '/foo/bar api'] } } },
    { [`${A}/foo?x=/foo/bar`]: 'shop/web', [`${A}/foo/bar?x`]: 'shop/api', [`${A}/?/foo`]: '404' },
  ),
  row(
    'a path twice: the oldest Ingress, and the loser keeps its other paths',
    {
      young: { age: 2, rules: { 'a.test': ['/foo', '=/bar', '/other'] } },
      old: { age: 1, rules: { 'a.test': ['/foo api', '=/bar cdn'] } },
    },
    { [`${A}/foo/x`]: 'shop/api', [`${A}/bar`]: 'shop/cdn', [`${A}/other`]: 'shop/web' },
  ),
  row(
    'a trailing slash does not make another Prefix',
    { one: { rules: { 'a.test': ['/foo'] } }, two: { rules: { 'a.test': ['/foo/ api', '/foo/* cdn'] } } },
    { [`${A}/foo/`]: 'shop/web', [`${A}/foo`]: 'shop/web' },
  ),
  row(
    'of the same age: by namespace, then name',
    {
      bravo: { age: 1, rules: { 'a.test': ['/foo'] } },
      alpha: { age: 1, rules: { 'a.test': ['/foo api', '/bar'] } },
      zulu: { age: 1, namespace: 'blog', rules: { 'a.test': ['/bar cdn'] } },
    },
    { [`${A}/foo`]: 'shop/api', [`${A}/bar`]: 'blog/cdn' },
  ),
  row(
    'without creationTimestamp: newer than all that have one',
    {
      alpha: { ageless: true, rules: { 'a.test': ['/foo'] } },
      bravo: { age: 9, rules: { 'a.test': ['/foo api'] } },
    },
    { [`${A}/foo`]: 'shop/api' },
  ),
  row(
    'in one Ingress: the first in its order',
    { one: { rules: { 'a.test': ['/foo api', '/foo cdn', '=/bar cdn', '=/bar old'] } } },
    { [`${A}/foo`]: 'shop/api', [`${A}/bar`]: 'shop/cdn' },
  ),
  row(
    'ImplementationSpecific is a pattern of the gateway',
    { one: { rules: { 'a.test': ['~/img*', '~/css/* api', '~/js cdn', '/ old'] } } },
    {
      [`${A}/img`]: 'shop/web',
      [`${A}/images/x`]: 'shop/old',
      [`${A}/img-small/x`]: 'shop/web',
      [`${A}/css`]: 'shop/old',
      [`${A}/css/x`]: 'shop/api',
      [`${A}/js`]: 'shop/cdn',
      [`${A}/js/x`]: 'shop/old',
    },
  ),
  row(
    'ImplementationSpecific "/", "/*" or nothing is everything',
    {
      one: { rules: { 'a.test': ['~/', '/foo api'], 'b.test': ['~/* cdn'] } },
    },
    { [`${A}/bar`]: 'shop/web', [`${A}/foo`]: 'shop/api', 'http://b.test/x/y': 'shop/cdn' },
  ),
  row(
    'ImplementationSpecific against the others: the oldest has each pattern',
    {
      one: { rules: { 'a.test': ['~/foo', '/bar api'] } },
      two: { rules: { 'a.test': ['/foo api', '~/bar cdn', '~/baz/* cdn'] } },
      three: { rules: { 'a.test': ['=/foo old', '/baz old'] } },
    },
    {
      [`${A}/foo`]: 'shop/web',
      [`${A}/foo/x`]: 'shop/api',
      [`${A}/bar`]: 'shop/api',
      [`${A}/baz`]: 'shop/old',
      [`${A}/baz/x`]: 'shop/cdn',
    },
  ),
];
