/** Requests that are sent elsewhere: what the redirect annotations promise. */
import { makeCertificate, tlsSecret } from '../../helpers/certificates.ts';
import { row } from './annotated.ts';

const URL = { 'redirect-url': 'https://www.example.com/new' };
const BOTH = tlsSecret('shop', 'both', makeCertificate({ hosts: ['a.test', 'www.a.test'] }));
const rules = { 'a.test': ['/', '/old api', '=/exact cdn'] };

export const REDIRECT_CASES = [
  row(
    'a redirect to a URL goes there from every path, with the query',
    { one: { rules, says: URL } },
    {
      'http://a.test/': '301 https://www.example.com/new',
      'http://a.test/old/x?y=1': '301 https://www.example.com/new?y=1',
      'http://a.test/exact': '301 https://www.example.com/new',
    },
  ),
  row(
    'a redirect to a host keeps path and query, over https',
    { one: { rules, says: { 'redirect-host': 'shop.test' } } },
    {
      'http://a.test/': '301 https://shop.test/',
      'http://a.test/old/x?y=1': '301 https://shop.test/old/x?y=1',
    },
  ),
  row(
    'a redirect of some paths leaves the others',
    { one: { rules, says: { ...URL, 'redirect-paths': '/old, /exact' } } },
    {
      'http://a.test/old': '301 https://www.example.com/new',
      'http://a.test/old/x': '301 https://www.example.com/new',
      'http://a.test/exact': '301 https://www.example.com/new',
      'http://a.test/older': 'shop/web',
      'http://a.test/exact/x': 'shop/web',
    },
  ),
  ...['302', '303', '307'].map((code) =>
    row(
      `a redirect with ${code}`,
      { one: { rules, says: { ...URL, 'redirect-code': code } } },
      { 'http://a.test/': `${code} https://www.example.com/new` },
    ),
  ),
  row(
    'path and query are kept or dropped as it is said',
    {
      url: { rules: { 'a.test': ['/'] }, says: { ...URL, 'redirect-keep-path': 'true' } },
      host: {
        rules: { 'b.test': ['/'] },
        says: { 'redirect-host': 'shop.test', 'redirect-keep-path': 'false', 'redirect-keep-query': 'false' },
      },
    },
    {
      'http://a.test/x?y=1': '301 https://www.example.com/new/x?y=1',
      'http://b.test/x?y=1': '301 https://shop.test/',
    },
  ),
  row(
    'on one host each Ingress redirects its own paths',
    {
      one: { rules: { 'a.test': ['/'] } },
      two: { rules: { 'a.test': ['/old api'] }, says: { ...URL, 'redirect-code': '302' } },
    },
    { 'http://a.test/x': 'shop/web', 'http://a.test/old/x': '302 https://www.example.com/new' },
  ),
  row(
    'a redirected path of a host with TLS: first to https, then elsewhere',
    { one: { rules, tls: [['cert', 'a.test']], says: { ...URL, 'redirect-paths': '/old' } } },
    {
      'http://a.test/old': '301 https://a.test/old',
      'https://a.test/old': '301 https://www.example.com/new',
      'https://a.test/': 'shop/web',
    },
  ),
  row(
    'www leads to the apex, over https where the certificate has the name',
    { one: { rules: { 'a.test': ['/'] }, tls: [['both', 'a.test']], says: { 'www-redirect': 'to-apex' } } },
    {
      'http://www.a.test/x?y=1': '301 https://a.test/x?y=1',
      'https://www.a.test/x?y=1': '301 https://a.test/x?y=1',
      'http://a.test/x': '301 https://a.test/x',
      'https://a.test/x': 'shop/web',
    },
    { others: [BOTH] },
  ),
  row(
    'the apex leads to www, with the status that is said',
    {
      one: {
        rules: { 'www.a.test': ['/'] },
        says: { 'www-redirect': 'to-www', 'redirect-code': '302', 'redirect-keep-path': 'false' },
      },
    },
    { 'http://a.test/x?y=1': '302 http://www.a.test/?y=1', 'http://www.a.test/x': 'shop/web' },
  ),
  row(
    'a name that somebody serves is not redirected',
    {
      one: { rules: { 'a.test': ['/'] }, says: { 'www-redirect': 'to-apex' } },
      two: { rules: { 'www.a.test': ['/ api'] } },
    },
    { 'http://www.a.test/': 'shop/api', 'http://a.test/': 'shop/web' },
  ),
];
