/** Where on the gateway hosts are served: frontends, ports, names, places among the rules. */
import { row } from './annotated.ts';

const PRIVATE = { 'use-private-ip': 'true' };
const tls = [['cert', 'a.test']] as const;
const rules = { 'a.test': ['/'] };

export const FRONTEND_CASES = [
  row(
    'a private host is on the private frontend alone',
    { one: { rules, says: PRIVATE }, two: { rules: { 'b.test': ['/ api'] } } },
    {
      'http://a.test/ on private': 'shop/web',
      'http://a.test/': '404',
      'http://b.test/': 'shop/api',
      'http://b.test/ on private': '404',
    },
  ),
  row(
    'a host on both frontends, with TLS',
    { one: { rules, tls, says: { frontend: 'both', ...PRIVATE } } },
    {
      'http://a.test/x': '301 https://a.test/x',
      'http://a.test/x on private': '301 https://a.test/x',
      'https://a.test/x': 'shop/web',
      'https://a.test/x on private': 'shop/web',
    },
  ),
  row(
    'of a host on two frontends, each has the paths of the Ingresses that are there',
    { inside: { rules, says: PRIVATE }, outside: { rules: { 'a.test': ['/api api'] } } },
    {
      'http://a.test/': '404',
      'http://a.test/api': 'shop/api',
      'http://a.test/ on private': 'shop/web',
      'http://a.test/api on private': 'shop/web',
    },
  ),
  row(
    'another port instead of the usual one',
    {
      secure: { rules, tls, says: { 'override-frontend-port': '8443' } },
      plain: { rules: { 'b.test': ['/ api'] }, says: { 'override-frontend-port': '8080' } },
    },
    {
      'https://a.test:8443/': 'shop/web',
      'https://a.test/': 'refused',
      'http://b.test:8080/': 'shop/api',
      'http://b.test/': 'refused',
      'http://a.test/': 'refused',
    },
  ),
  row(
    'more ports beside the usual ones',
    {
      one: { rules, tls, says: { 'listen-ports': 'HTTP:8080, HTTPS:8443' } },
      two: { rules: { 'b.test': ['/ api'] }, says: { 'listen-ports': 'http:8080' } },
    },
    {
      'https://a.test/x': 'shop/web',
      'https://a.test:8443/x': 'shop/web',
      'http://a.test/x': '301 https://a.test/x',
      'http://a.test:8080/x': '301 https://a.test/x',
      'http://b.test/': 'shop/api',
      'http://b.test:8080/': 'shop/api',
    },
  ),
  row(
    'more names for a rule, with wildcards that Kubernetes refuses',
    {
      one: {
        rules,
        says: {
          'hostname-extension': 'b.test, *.shop.test, shop-?.test, *-api.test, c.test, d.test, e.test',
        },
      },
      two: { rules: { 'd.test': ['/ api'], 'x.shop.test': ['/ cdn'] }, says: {} },
    },
    {
      'http://a.test/': 'shop/web',
      'http://b.test/': 'shop/web',
      'http://any.shop.test/': 'shop/web',
      'http://shop-1.test/': 'shop/web',
      'http://shop-.example/': '404',
      'http://my-api.test/': 'shop/web',
      'http://e.test/': 'shop/web',
      'http://x.shop.test/': 'shop/cdn',
      'http://f.test/': '404',
    },
  ),
  row(
    'a claimed priority brings a wildcard before a more exact host',
    {
      exact: { rules: { 'a.test': ['/ api'] } },
      wide: { rules: { '*.test': ['/'] }, says: { 'rule-priority': '50' } },
    },
    { 'http://a.test/': 'shop/web', 'http://b.test/': 'shop/web' },
  ),
];
