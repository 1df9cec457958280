/** What is changed on the way to the backend, as the rewrite annotations promise: `service path-with-query`. */
import type { AzureApplicationGatewayRewrite, RewriteRuleSpec } from '../../../src/cluster/objects.ts';
import { row } from './annotated.ts';

const A = 'http://a.test';

const resource = (...rewriteRules: readonly RewriteRuleSpec[]): AzureApplicationGatewayRewrite => ({
  kind: 'AzureApplicationGatewayRewrite',
  metadata: { namespace: 'shop', name: 'my-rewrites' },
  spec: { rewriteRules },
});
const CUSTOM = { 'rewrite-rule-set-custom-resource': 'my-rewrites' };

export const REWRITE_CASES = [
  row(
    'rewrite-target takes what the path captured, in any case of letters, and the query goes with it',
    { one: { rules: { 'a.test': ['~/api(/|$)(.*) api'] }, says: { 'rewrite-target': '/$2' } } },
    {
      [`${A}/api/v1/x?y=1`]: 'api /v1/x?y=1',
      [`${A}/api/`]: 'api /',
      [`${A}/api`]: 'api /',
      [`${A}/API/V1`]: 'api /V1',
      [`${A}/apiary`]: '404',
    },
  ),
  row(
    'rewrite-target may turn captures round',
    { one: { rules: { 'a.test': ['~/u/([0-9]+)/([a-z]+) api'] }, says: { 'rewrite-target': '/$2/$1/' } } },
    { [`${A}/u/42/name`]: 'api /name/42/' },
  ),
  row(
    'rewrite-target without captures is all of the path',
    { one: { rules: { 'a.test': ['=/about', '/docs api'] }, says: { 'rewrite-target': '/index.html' } } },
    { [`${A}/about?x=1`]: 'web /index.html?x=1', [`${A}/docs/deep/er`]: 'api /index.html' },
  ),
  row(
    'strip-prefix cuts the prefix off at a segment, in any case of letters; a root has none',
    { one: { rules: { 'a.test': ['/', '/api api', '/a.b/c cdn'] }, says: { 'strip-prefix': 'true' } } },
    {
      [`${A}/api`]: 'api /',
      [`${A}/api/`]: 'api /',
      [`${A}/api/users/1?x=/api/`]: 'api /users/1?x=/api/',
      [`${A}/API/Users`]: 'api /Users',
      [`${A}/apiary`]: 'web /apiary',
      [`${A}/a.b/c/d`]: 'cdn /d',
      [`${A}/aXb/c/d`]: 'web /aXb/c/d',
    },
  ),
  row(
    'on one host each Ingress changes its own paths',
    {
      one: { rules: { 'a.test': ['/api api'] }, says: { 'strip-prefix': 'true' } },
      two: { rules: { 'a.test': ['/api/health cdn', '/'] } },
    },
    {
      [`${A}/api/x`]: 'api /x',
      [`${A}/api/health/x`]: 'cdn /api/health/x',
      [`${A}/x`]: 'web /x',
    },
  ),
  row(
    'rewrite-query puts another query in the place of that of the client, and an empty one takes it away',
    {
      one: { rules: { 'a.test': ['/'] }, says: { 'rewrite-query': 'lang=en&{var_query_string}' } },
      two: { rules: { 'a.test': ['/bare api'] }, says: { 'rewrite-query': '' } },
    },
    { [`${A}/x?a=1`]: 'web /x?lang=en&a=1', [`${A}/bare/x?a=1`]: 'api /bare/x' },
  ),
  row(
    'a custom resource rewrites where its conditions hold, and only there',
    { one: { rules: { 'a.test': ['/'] }, says: CUSTOM } },
    {
      [`${A}/blog/2026/may`]: 'web /posts/2026/may',
      [`${A}/Blog/x?y=1`]: 'web /posts/x?y=1',
      [`${A}/blog/draft-1`]: 'web /blog/draft-1',
      [`${A}/shop`]: 'web /shop',
    },
    {
      others: [
        resource({
          name: 'blog',
          ruleSequence: 100,
          conditions: [
            { variable: 'var_uri_path', pattern: '^/blog/(.*)$', ignoreCase: true },
            { variable: 'var_uri_path', pattern: '/draft-', negate: true },
          ],
          actions: { urlConfiguration: { modifiedPath: '/posts/{var_uri_path_1}' } },
        }),
      ],
    },
  ),
  row(
    'backend-path-prefix before the whole path of a host with one root',
    { one: { rules: { 'a.test': ['/'] }, says: { 'backend-path-prefix': '/override/' } } },
    { [`${A}/home/`]: 'web /override/home/', [`${A}/home/second/?x=1`]: 'web /override/home/second/?x=1' },
  ),
  row(
    'backend-path-prefix in the place of what a path matched',
    {
      one: {
        rules: { 'a.test': ['/pathrule api', '~/starred* cdn', '=/exact/ old', '/'] },
        says: { 'backend-path-prefix': '/override/' },
      },
    },
    {
      [`${A}/pathrule/home/`]: 'api /override/home/',
      [`${A}/pathrule/`]: 'api /override/',
      [`${A}/pathrule`]: 'api /override/',
      [`${A}/starred/home/`]: 'cdn /override/home/',
      [`${A}/exact/`]: 'old /override/',
    },
  ),
];
