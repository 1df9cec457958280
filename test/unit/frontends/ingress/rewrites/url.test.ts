import test from 'ava';
import type { AnnotationValues } from '../../../../../src/api/annotations/catalogue.ts';
import type { PathType } from '../../../../../src/cluster/objects.ts';
import { urlRules } from '../../../../../src/frontends/ingress/rewrites/url.ts';

const OWNER = { kind: 'Ingress', namespace: 'shop', name: 'web' };

const rewrites = test.macro({
  exec: (t, values: AnnotationValues, [pathType, path]: readonly [PathType, string], expected: string) => {
    const result = urlRules(OWNER, values, { path, pathType, backend: {} });
    const text =
      result.kind === 'refused'
        ? result.problem.code
        : result.rules
            .map(({ conditions, url }) =>
              [...conditions.map(({ pattern }) => pattern), '->', url?.path, url?.query].join(' '),
            )
            .join('; ');
    t.is(text.trim(), expected);
  },
  title: (_, values, path: readonly string[]) => `${JSON.stringify(values)} on ${path.join(' ')}`,
});
test(rewrites, {}, ['Prefix', '/a'], '');
test(rewrites, { 'rewrite-target': '/b' }, ['Prefix', '/a'], '-> /b');
test(rewrites, { 'rewrite-target': '/$1' }, ['Prefix', '/a'], 'REWRITE_TARGET_REFUSED');
test(
  rewrites,
  { 'rewrite-target': '/$2' },
  ['ImplementationSpecific', '/a(/|$)(.*)'],
  '^/a(/|$)(.*) -> /{var_uri_path_2}',
);
test(
  rewrites,
  { 'rewrite-target': '/$3' },
  ['ImplementationSpecific', '/a(/|$)(.*)'],
  'REWRITE_TARGET_REFUSED',
);
test(
  rewrites,
  { 'rewrite-target': '/$1' },
  ['ImplementationSpecific', '/(?=a)(.*)'],
  'REWRITE_TARGET_REFUSED',
);
test(rewrites, { 'strip-prefix': true }, ['Prefix', '/a.b/'], String.raw`^/a\.b/?(.*)$ -> /{var_uri_path_1}`);
test(rewrites, { 'strip-prefix': true }, ['Prefix', '/'], '');
test(rewrites, { 'strip-prefix': true }, ['Exact', '/a'], '');
test(rewrites, { 'strip-prefix': true, 'rewrite-target': '/b' }, ['Prefix', '/a'], 'ANNOTATIONS_EXCLUSIVE');
test(rewrites, { 'rewrite-query': 'x=1' }, ['Prefix', '/a'], '->  x=1');
test(rewrites, { 'rewrite-query': '', 'rewrite-target': '/b' }, ['Prefix', '/a'], '-> /b');
