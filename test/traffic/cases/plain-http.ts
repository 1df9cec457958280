/** Decision 7: what a host with TLS still answers on port 80. */
import { row } from './case.ts';

const TOKEN = '/.well-known/acme-challenge/token';

export const PLAIN_HTTP_CASES = [
  row(
    'ssl-redirect "false" on the owner: no plain HTTP at all',
    {
      one: { rules: { 'a.test': ['/'] }, tls: [['cert', 'a.test']], sslRedirect: 'false' },
      two: { rules: { '*.test': ['/ api'] } },
    },
    { 'http://a.test/': '404', 'https://a.test/': 'shop/web as shop/cert', 'http://b.test/': 'shop/api' },
  ),
  row(
    'but ACME challenges, and Ingresses without tls that say "false" themselves',
    {
      one: { rules: { 'a.test': ['/'] }, tls: [['cert', 'a.test']], sslRedirect: 'false' },
      two: { rules: { 'a.test': ['/plain api', '/'] }, sslRedirect: 'false' },
      solver: { rules: { 'a.test': [`=${TOKEN} cdn`] } },
    },
    {
      'http://a.test/plain/x': 'shop/api',
      [`http://a.test${TOKEN}`]: 'shop/cdn',
      'http://a.test/': '404',
      'https://a.test/plain/x': 'shop/api as shop/cert',
    },
  ),
  row(
    'an Ingress without tls that says "false" is on port 80 beside the redirect of the others',
    {
      one: { rules: { 'a.test': ['/', '/pub/private'] }, tls: [['cert', 'a.test']] },
      two: { rules: { 'a.test': ['/pub api'] }, sslRedirect: 'false' },
    },
    {
      'http://a.test/pub': 'shop/api',
      'http://a.test/pub/x': 'shop/api',
      'http://a.test/pub/private': '301 https://a.test/pub/private',
      'http://a.test/': '301 https://a.test/',
      'https://a.test/pub': 'shop/api as shop/cert',
    },
  ),
  row(
    'with a root path too, and paths of others still redirect',
    {
      one: { rules: { 'a.test': ['/private'] }, tls: [['cert', 'a.test']] },
      two: { rules: { 'a.test': ['/ api'] }, sslRedirect: 'false' },
    },
    {
      'http://a.test/': 'shop/api',
      'http://a.test/x': 'shop/api',
      'http://a.test/private': '301 https://a.test/private',
    },
  ),
  row(
    'so is its defaultBackend, where it is the one of the host',
    {
      one: { rules: { 'a.test': ['/private'] }, tls: [['cert', 'a.test']] },
      two: { rules: { 'a.test': ['/pub api'] }, defaultBackend: 'old', sslRedirect: 'false' },
    },
    {
      'http://a.test/x': 'shop/old',
      'http://a.test/pub': 'shop/api',
      'http://a.test/private': '301 https://a.test/private',
    },
  ),
  row(
    'ssl-redirect "false" means nothing on a host without tls',
    { one: { rules: { 'a.test': ['/'] }, sslRedirect: 'false' } },
    { 'http://a.test/': 'shop/web' },
  ),
  row(
    'ACME challenges are on port 80 beside the redirect',
    {
      one: { rules: { 'a.test': ['/'] }, tls: [['cert', 'a.test']] },
      solver: { rules: { 'a.test': [`~${TOKEN} api`] } },
    },
    {
      [`http://a.test${TOKEN}`]: 'shop/api',
      [`https://a.test${TOKEN}`]: 'shop/api as shop/cert',
      'http://a.test/.well-known/acme-challenge/x': '301 https://a.test/.well-known/acme-challenge/x',
    },
  ),
];
