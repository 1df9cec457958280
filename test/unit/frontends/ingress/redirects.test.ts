import test from 'ava';
import type { AnnotationValues } from '../../../../src/api/annotations/catalogue.ts';
import { redirectOf, unknownRedirectPaths } from '../../../../src/frontends/ingress/redirects.ts';
import { match } from '../../../helpers/routing.ts';

const OWNER = { kind: 'Ingress', namespace: 'shop', name: 'web' };

const redirects = test.macro({
  exec: (t, values: AnnotationValues, on: string, expected: string) => {
    const [host = '', path = '/'] = on.split(' ');
    const found = match(path);
    const result = redirectOf({ owner: OWNER, values, host, path: found.path, match: found });
    if (result.kind === 'refused') return t.is<string, string>(result.problem.code, expected);
    if (result.kind === 'none') return t.is('served', expected);
    const { code, url, keepPath, keepQuery } = result.redirect;
    return t.is(`${code} ${url}${keepPath ? ' path' : ''}${keepQuery ? ' query' : ''}`, expected);
  },
  title: (_, values, on: string) => `${JSON.stringify(values)} on ${on}`,
});
const URL_B = { 'redirect-url': 'https://b.com/x' };
test(redirects, {}, 'a.com /', 'served');
test(redirects, URL_B, 'a.com /', '301 https://b.com/x query');
test(
  redirects,
  { ...URL_B, 'redirect-code': '302', 'redirect-keep-path': true },
  'a.com /',
  '302 https://b.com/x path query',
);
test(redirects, { ...URL_B, 'redirect-keep-query': false }, 'a.com /', '301 https://b.com/x');
test(redirects, { 'redirect-host': 'B.com' }, 'a.com /', '301 https://b.com/ path query');
test(redirects, { ...URL_B, 'redirect-host': 'b.com' }, 'a.com /', 'ANNOTATIONS_EXCLUSIVE');
test(redirects, { ...URL_B, 'redirect-paths': ['/old'] }, 'a.com /old', '301 https://b.com/x query');
test(redirects, { ...URL_B, 'redirect-paths': ['/old'] }, 'a.com /new', 'served');
test(redirects, { 'redirect-host': 'a.com' }, 'a.com /', 'REDIRECT_LOOP');
test(redirects, { 'redirect-url': 'https://a.com/x' }, 'a.com /', 'REDIRECT_LOOP');
test(redirects, { 'redirect-url': 'https://a.com/x' }, 'a.com /x', 'REDIRECT_LOOP');
test(redirects, { 'redirect-url': 'https://a.com/x/y' }, 'a.com =/x', '301 https://a.com/x/y query');
test(redirects, { 'redirect-url': 'https://a.com/xy' }, 'a.com /x', '301 https://a.com/xy query');

test('paths that no rule has', (t) => {
  const told = (paths: readonly string[]) =>
    unknownRedirectPaths(OWNER, { 'redirect-paths': ['/a', '/b'] }, paths);
  t.deepEqual(told(['/a', '/b']), []);
  t.like(told(['/a'])[0], { code: 'REDIRECT_PATH_UNKNOWN', detail: { paths: ['/b'] } });
});
