/** What is changed in requests and answers. */
import { annotation } from './annotation.ts';
import { childName, headerLines, headerName, httpUrl } from './texts.ts';
import { boolean, integer, listOf, matching, oneOf } from './values.ts';

const OWN = { origin: 'own', scope: 'path' } as const;
// Headers protect: they name the caller to the backend, or tell the browser what it may do.
const HEADERS = { ...OWN, onBadValue: 'heldBack' } as const;
const HEADERS_OUT = 'rewriteRuleSets.rewriteRules.actionSet.responseHeaderConfigurations';
const HEADERS_IN = 'rewriteRuleSets.rewriteRules.actionSet.requestHeaderConfigurations';
const URL = 'rewriteRuleSets.rewriteRules.actionSet.urlConfiguration';

const resourceName = matching(
  /^[a-z0-9][-a-z0-9.]{0,252}$/,
  'the name of an object in the same namespace',
  253,
);
const method = matching(/^[A-Za-z]{1,16}$/, 'an HTTP method', 16);
const origin = { ...httpUrl, allowed: '"*" or an origin like https://example.com' };

export const REWRITE_ANNOTATIONS = {
  'rewrite-rule-set': annotation({
    type: childName,
    scope: 'path',
    absent: 'none',
    example: 'add-headers',
    sets: ['pathRules.rewriteRuleSet', 'requestRoutingRules.rewriteRuleSet'],
    description: 'A rewrite rule set that is on the gateway already. Not together with other rewrites.',
    defaultable: true,
  }),
  'rewrite-rule-set-custom-resource': annotation({
    type: resourceName,
    scope: 'path',
    absent: 'none',
    example: 'my-rewrites',
    sets: ['rewriteRuleSets'],
    description:
      'An AzureApplicationGatewayRewrite of the same namespace. Not together with rewrite-rule-set; its rules run before those of the other annotations.',
  }),
  'request-headers-set': annotation({
    ...HEADERS,
    type: headerLines,
    absent: 'none',
    example: 'X-Client-Ip: {var_client_ip}',
    sets: [HEADERS_IN],
    description:
      'Headers that the backend gets, one "Name: value" a line; variables of the gateway go through.',
    defaultable: true,
  }),
  'request-headers-remove': annotation({
    ...HEADERS,
    type: listOf(headerName, 40),
    absent: 'none',
    example: 'X-Debug, X-Internal',
    sets: [HEADERS_IN],
    description: 'Headers that the backend does not get.',
    defaultable: true,
  }),
  'response-headers-set': annotation({
    ...HEADERS,
    type: headerLines,
    absent: 'none',
    example: 'Cache-Control: no-store',
    sets: [HEADERS_OUT],
    description: 'Headers that the client gets, one "Name: value" a line.',
    defaultable: true,
  }),
  'response-headers-remove': annotation({
    ...HEADERS,
    type: listOf(headerName, 40),
    absent: 'none',
    example: 'Server, X-Powered-By',
    sets: [HEADERS_OUT],
    description: 'Headers that the client does not get.',
    defaultable: true,
  }),
  'security-headers': annotation({
    ...HEADERS,
    type: listOf(oneOf('hsts', 'nosniff', 'frame-deny', 'frame-same-origin', 'referrer', 'all'), 5),
    absent: 'none',
    example: 'hsts, nosniff',
    sets: [HEADERS_OUT],
    description:
      'Presets: Strict-Transport-Security of a year with subdomains (https only), X-Content-Type-Options, X-Frame-Options, Referrer-Policy; "all" is hsts, nosniff, frame-deny and referrer.',
    defaultable: true,
  }),
  'cors-allow-origin': annotation({
    ...OWN,
    type: { ...origin, parse: (text: string) => (text === '*' ? text : httpUrl.parse(text)) },
    absent: 'no CORS headers',
    example: 'https://app.example.com',
    sets: [HEADERS_OUT],
    description:
      'Adds the CORS response headers; the other cors annotations need it. Preflight requests go on to the backend, for the gateway cannot answer them.',
    defaultable: true,
  }),
  'cors-allow-methods': annotation({
    ...OWN,
    needs: ['cors-allow-origin'],
    type: listOf(method, 20),
    absent: 'GET, PUT, POST, DELETE, PATCH, OPTIONS',
    example: 'GET, POST',
    sets: [HEADERS_OUT],
    description: 'Access-Control-Allow-Methods.',
    defaultable: true,
  }),
  'cors-allow-headers': annotation({
    ...OWN,
    needs: ['cors-allow-origin'],
    type: listOf(headerName, 40),
    absent: 'Authorization, Content-Type',
    example: 'Authorization, X-Request-Id',
    sets: [HEADERS_OUT],
    description: 'Access-Control-Allow-Headers.',
    defaultable: true,
  }),
  'cors-expose-headers': annotation({
    ...OWN,
    needs: ['cors-allow-origin'],
    type: listOf(headerName, 40),
    absent: 'none',
    example: 'X-Total-Count',
    sets: [HEADERS_OUT],
    description: 'Access-Control-Expose-Headers.',
    defaultable: true,
  }),
  'cors-allow-credentials': annotation({
    ...OWN,
    needs: ['cors-allow-origin'],
    type: boolean,
    absent: 'false',
    example: 'true',
    sets: [HEADERS_OUT],
    description: 'Access-Control-Allow-Credentials; not with cors-allow-origin "*".',
    defaultable: true,
  }),
  'cors-max-age': annotation({
    ...OWN,
    needs: ['cors-allow-origin'],
    type: integer(0, 86_400),
    absent: '1728',
    example: '600',
    sets: [HEADERS_OUT],
    description: 'Access-Control-Max-Age, in seconds.',
    defaultable: true,
  }),
  'strip-prefix': annotation({
    ...OWN,
    type: boolean,
    absent: 'false',
    example: 'true',
    sets: [URL],
    description:
      'The backend gets the path without the Prefix of the rule: /api/users becomes /users. Paths of other types stay.',
  }),
  'rewrite-target': annotation({
    ...OWN,
    type: matching(/^\/[^\s?#{}]*$/, 'a path that starts with "/", with $1 to $9 for captures'),
    absent: 'none',
    example: '/$2',
    sets: [URL, 'rewriteRuleSets.rewriteRules.conditions'],
    description:
      'As in ingress-nginx: the path that the backend gets. Captures come from a path that is a regular expression, like /api(/|$)(.*) of type ImplementationSpecific; the gateway chooses the rule by what stands before its first metacharacter, and what the expression does not match goes on unchanged. Not together with strip-prefix.',
  }),
  'rewrite-query': annotation({
    ...OWN,
    type: matching(/^[^\s#]{0,2000}$/, 'a query without "?"'),
    absent: 'unchanged',
    example: 'lang=en&{var_query_string}',
    sets: [URL],
    description: 'The query that the backend gets; empty: none.',
  }),
} as const;
