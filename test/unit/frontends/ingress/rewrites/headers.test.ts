import test from 'ava';
import type { AnnotationValues } from '../../../../../src/api/annotations/catalogue.ts';
import { headerRules } from '../../../../../src/frontends/ingress/rewrites/headers.ts';

const OWNER = { kind: 'Ingress', namespace: 'shop', name: 'web' };

const changes = test.macro({
  exec: (t, values: AnnotationValues, expected: string | readonly string[]) => {
    const result = headerRules(OWNER, values, true);
    if (result.kind === 'refused') return t.is<string, string>(result.problem.code, expected as string);
    const text = result.rules.flatMap(({ requestHeaders, responseHeaders }) => [
      ...requestHeaders.map(({ name, value }) => `> ${name}: ${value}`),
      ...responseHeaders.map(({ name, value }) => `< ${name}: ${value}`),
    ]);
    return t.deepEqual(text, expected as string[]);
  },
  title: (_, values) => JSON.stringify(values),
});
const set = (name: string, value = '1') => [{ name, value }];
test(changes, {}, []);
test(changes, { 'request-headers-set': set('A'), 'request-headers-remove': ['a', 'B'] }, ['> A: 1', '> B: ']);
test(changes, { 'response-headers-set': set('A'), 'response-headers-remove': ['B'] }, ['< A: 1', '< B: ']);
test(changes, { 'security-headers': ['nosniff'] }, ['< X-Content-Type-Options: nosniff']);
test(changes, { 'security-headers': ['all'], 'response-headers-set': set('x-frame-options', 'SAMEORIGIN') }, [
  '< Referrer-Policy: strict-origin-when-cross-origin',
  '< Strict-Transport-Security: max-age=31536000; includeSubDomains',
  '< X-Content-Type-Options: nosniff',
  '< x-frame-options: SAMEORIGIN',
]);
test(changes, { 'cors-allow-methods': ['get'] }, []);
test(changes, { 'cors-allow-origin': '*', 'cors-allow-methods': ['get'], 'cors-max-age': 5 }, [
  '< Access-Control-Allow-Headers: Authorization, Content-Type',
  '< Access-Control-Allow-Methods: GET',
  '< Access-Control-Allow-Origin: *',
  '< Access-Control-Max-Age: 5',
]);
test(changes, { 'cors-allow-origin': '*', 'cors-allow-credentials': true }, 'ANNOTATIONS_EXCLUSIVE');
test(changes, { 'request-headers-remove': ['Host'] }, 'HEADER_NOT_REWRITABLE');
test(changes, { 'request-headers-set': set('Host', 'a.com') }, ['> Host: a.com']);
test(changes, { 'response-headers-set': set('upgrade') }, 'HEADER_NOT_REWRITABLE');

test('over plain HTTP no Strict-Transport-Security', (t) => {
  const names = (values: AnnotationValues): unknown => {
    const result = headerRules(OWNER, values, false);
    return (
      result.kind === 'rules' && result.rules.map((rule) => rule.responseHeaders.map(({ name }) => name))
    );
  };
  t.deepEqual(names({ 'security-headers': ['hsts'] }), []);
  t.deepEqual(names({ 'security-headers': ['hsts', 'nosniff'] }), [['X-Content-Type-Options']]);
});
