/** Decision 7: whose certificate a host has, where it redirects, and what happens while the Secret is awaited. */
import { makeCertificate, tlsSecret } from '../../helpers/certificates.ts';
import { row } from './case.ts';

const TOKEN = '/.well-known/acme-challenge/token';
const ours = makeCertificate({ hosts: ['mixed.test'] });
const other = makeCertificate({ hosts: ['mixed.test'], serial: 2 });

export const TLS_CASES = [
  row(
    'without tls nothing listens on 443',
    { one: { rules: { 'a.test': ['/'] } } },
    { 'http://a.test/': 'shop/web', 'https://a.test/': 'refused' },
  ),
  row(
    'a host with tls is on 443, and port 80 redirects with path and query',
    { one: { rules: { 'a.test': ['/foo'] }, tls: [['cert', 'a.test']] } },
    {
      'https://a.test/foo': 'shop/web as shop/cert',
      'https://a.test/': '404 as shop/cert',
      'http://a.test/foo?x=1': '301 https://a.test/foo?x=1',
      'http://a.test/': '301 https://a.test/',
      'http://b.test/': '404',
      'https://b.test/': '404',
    },
  ),
  row(
    'a wildcard host redirects each of its hosts',
    { one: { rules: { '*.test': ['/'] }, tls: [['wild', '*.test']] } },
    {
      'https://b.test/x': 'shop/web as shop/wild',
      'http://b.test/x?y=z': '301 https://b.test/x?y=z',
      'http://c.test/': '301 https://c.test/',
      'http://c.example/': '404',
    },
  ),
  row(
    'an entry without hosts is the certificate of the host-less site, which redirects any host',
    { one: { rules: { '': ['/'] }, tls: [['cert']] } },
    {
      'https://any.test/x': 'shop/web as shop/cert',
      'http://any.test/x?y': '301 https://any.test/x?y',
      'http://other.example/': '301 https://other.example/',
    },
  ),
  row(
    'the defaultBackend is on 443 only with a default certificate',
    { one: { defaultBackend: 'old' }, two: { rules: { 'a.test': ['/'] }, tls: [['cert', 'a.test']] } },
    { 'http://b.test/': 'shop/old', 'https://b.test/': '404', 'https://a.test/': 'shop/web as shop/cert' },
  ),
  row(
    'with one it is',
    { one: { defaultBackend: 'old', tls: [['cert']] } },
    { 'http://b.test/': '301 https://b.test/', 'https://b.test/': 'shop/old as shop/cert' },
  ),
  row(
    'hosts in tls do not make a host',
    { one: { rules: { 'a.test': ['/'] }, tls: [['cert', 'b.test']] } },
    { 'http://a.test/': 'shop/web', 'https://a.test/': 'refused', 'http://b.test/': '404' },
  ),
  row(
    'the entry that names the host, else one whose wildcard covers it, else one without hosts',
    {
      one: {
        rules: { 'a.test': ['/'], 'b.test': ['/'], 'c.b.test': ['/'] },
        tls: [['general'], ['wild', '*.test'], ['cert', 'a.test']],
      },
    },
    {
      'https://a.test/': 'shop/web as shop/cert',
      'https://b.test/': 'shop/web as shop/wild',
      'https://c.b.test/': 'shop/web as shop/general',
    },
    [tlsSecret('shop', 'general', makeCertificate({ hosts: ['general.test'] }))],
  ),
  row(
    'the oldest Ingress with tls for a host owns its certificate and its redirect',
    {
      plain: { age: 1, rules: { 'a.test': ['/'] } },
      young: { age: 3, rules: { 'a.test': ['/y api'] }, tls: [['wild', 'a.test']], sslRedirect: 'false' },
      owner: { age: 2, namespace: 'blog', rules: { 'a.test': ['/o cdn'] }, tls: [['cert', 'a.test']] },
    },
    {
      'https://a.test/o': 'blog/cdn as blog/cert',
      'https://a.test/y': 'shop/api as blog/cert',
      'https://a.test/': 'shop/web as blog/cert',
      'http://a.test/y': '301 https://a.test/y',
      'http://a.test/': '301 https://a.test/',
    },
  ),
  row(
    'a host whose Secret is awaited: no 443, on port 80 the solver and 404',
    {
      one: { rules: { 'a.test': ['/'] }, tls: [['awaited', 'a.test']] },
      open: { rules: { 'a.test': ['/open cdn'] }, sslRedirect: 'false' },
      solver: { rules: { 'a.test': [`=${TOKEN} api`] } },
      wide: { rules: { '*.test': ['/ old'] } },
    },
    {
      [`http://a.test${TOKEN}`]: 'shop/api',
      'http://a.test/': '404',
      'http://a.test/open': '404',
      'https://a.test/': 'refused',
      'http://b.test/': 'shop/old',
    },
  ),
  row(
    'the owner is not replaced by a younger Ingress whose Secret is good',
    {
      one: { rules: { 'a.test': ['/'] }, tls: [['awaited', 'a.test']] },
      two: { rules: { 'a.test': ['/two api'] }, tls: [['cert', 'a.test']] },
      three: { rules: { 'b.test': ['/'] }, tls: [['cert', 'b.test']] },
    },
    { 'https://a.test/two': '404', 'http://a.test/two': '404', 'https://b.test/': 'shop/web as shop/cert' },
  ),
  row(
    'a Secret whose key is of another certificate is like a missing one',
    {
      one: { rules: { 'mixed.test': ['/'] }, tls: [['mixed', 'mixed.test']] },
      two: { rules: { 'b.test': ['/'] } },
    },
    { 'http://mixed.test/': '404', 'https://mixed.test/': 'refused', 'http://b.test/': 'shop/web' },
    [tlsSecret('shop', 'mixed', { chainPem: ours.chainPem, keyPem: other.keyPem })],
  ),
  row(
    'a Secret of another namespace is none',
    {
      one: { rules: { 'a.test': ['/'] }, tls: [['theirs', 'a.test']] },
      two: { rules: { 'b.test': ['/'] } },
    },
    { 'http://a.test/': '404', 'https://a.test/': 'refused', 'http://b.test/': 'shop/web' },
    [tlsSecret('blog', 'theirs', makeCertificate({ hosts: ['a.test'] }))],
  ),
  row(
    "below a wildcard with tls a host without it is not the wildcard's over HTTPS",
    {
      one: { rules: { '*.test': ['/'] }, tls: [['wild', '*.test']] },
      two: { rules: { 'a.test': ['/ api'] } },
    },
    {
      'http://a.test/': 'shop/api',
      'https://a.test/': '404',
      'http://b.test/': '301 https://b.test/',
      'https://b.test/': 'shop/web as shop/wild',
    },
  ),
];
