/** Decision 5, hosts and default backends; and which Ingresses count at all. */
import { CONTROLLER, ingressClass } from '../../helpers/objects.ts';
import { row } from './case.ts';

const LEGACY = 'kubernetes.io/ingress.class';

export const HOST_CASES = [
  row(
    'the most specific host: exact, then wildcard, then none',
    { one: { rules: { 'a.test': ['/'], '*.test': ['/ api'], '': ['/ cdn'] } } },
    { 'http://a.test/': 'shop/web', 'http://b.test/': 'shop/api', 'http://b.example/': 'shop/cdn' },
  ),
  row(
    'of two wildcards the one with more labels',
    { one: { rules: { '*.test': ['/'], '*.a.test': ['/ api'] } } },
    { 'http://b.test/': 'shop/web', 'http://b.a.test/': 'shop/api', 'http://a.test/': 'shop/web' },
  ),
  row(
    'a wildcard is not its own parent domain',
    { one: { rules: { '*.a.test': ['/'] } } },
    { 'http://a.test/': '404', 'http://b.a.test/': 'shop/web' },
  ),
  row(
    'a request never falls through to a broader host',
    { one: { rules: { 'a.test': ['/foo'], '*.test': ['/ api'], '': ['/ cdn'] }, defaultBackend: 'old' } },
    { 'http://a.test/foo': 'shop/web', 'http://b.test/foo': 'shop/api', 'http://b.example/': 'shop/cdn' },
  ),
  row(
    'not even if no path matches',
    { one: { rules: { 'a.test': ['/foo'], '*.test': ['/ api'] } }, two: { rules: { '': ['/ cdn'] } } },
    { 'http://a.test/bar': '404', 'http://a.test/': '404' },
  ),
  row(
    'a host is compared without case',
    { one: { rules: { 'a.test': ['/'] } } },
    { 'http://A.Test/': 'shop/web' },
  ),
  row(
    'several Ingresses and namespaces on one host',
    {
      one: { rules: { 'a.test': ['/foo'] } },
      two: { namespace: 'blog', rules: { 'a.test': ['/bar api'] } },
    },
    { 'http://a.test/foo': 'shop/web', 'http://a.test/bar': 'blog/api', 'http://a.test/': '404' },
  ),
  row(
    'several rules for one host in one Ingress',
    {
      one: { rules: { 'a.test': ['/foo'], 'b.test': ['/bar'] } },
      two: { rules: { 'a.test': ['/bar api'] } },
    },
    { 'http://a.test/foo': 'shop/web', 'http://a.test/bar': 'shop/api', 'http://b.test/bar': 'shop/web' },
  ),
  row(
    'an unmatched host without host-less rules and default backends is 404',
    { one: { rules: { 'a.test': ['/'] } } },
    { 'http://b.test/': '404' },
  ),
  row(
    'unmatched host: the host-less rules of all Ingresses, then the oldest defaultBackend',
    {
      one: { rules: { '': ['/foo'] } },
      two: { namespace: 'blog', rules: { '': ['/bar api'] } },
      three: { defaultBackend: 'cdn' },
      four: { defaultBackend: 'old' },
    },
    {
      'http://any.test/foo': 'shop/web',
      'http://any.test/bar': 'blog/api',
      'http://any.test/': 'shop/cdn',
    },
  ),
  row(
    'a defaultBackend beside rules also answers unmatched hosts',
    { one: { rules: { 'a.test': ['/foo'] }, defaultBackend: 'old' } },
    { 'http://a.test/foo': 'shop/web', 'http://a.test/': 'shop/old', 'http://b.test/foo': 'shop/old' },
  ),
  row(
    'unmatched path: the defaultBackend of the oldest Ingress on that host that has one',
    {
      one: { rules: { 'a.test': ['/foo'] } },
      two: { rules: { 'a.test': ['/bar'] }, defaultBackend: 'api' },
      three: { rules: { 'a.test': ['/baz'] }, defaultBackend: 'cdn' },
    },
    { 'http://a.test/': 'shop/api', 'http://a.test/baz': 'shop/web' },
  ),
  row(
    'a defaultBackend is none of a host that its Ingress has no rule for',
    { one: { rules: { 'a.test': ['/foo'] } }, two: { rules: { 'b.test': ['/'] }, defaultBackend: 'old' } },
    { 'http://a.test/': '404', 'http://c.test/': 'shop/old' },
  ),
  row(
    'a rule with a host alone sends everything to the default backend',
    {
      one: { rules: { 'a.test': [] }, defaultBackend: 'old' },
      two: { rules: { '*.test': ['/ api'] } },
    },
    { 'http://a.test/foo': 'shop/old', 'http://b.test/': 'shop/api' },
  ),
  row(
    'and to 404 where there is none',
    { one: { rules: { 'a.test': [] } }, two: { rules: { '*.test': ['/ api'] } } },
    { 'http://a.test/foo': '404', 'http://b.test/': 'shop/api' },
  ),
  row(
    'an Ingress of another class has no effect',
    {
      one: { className: 'nginx', rules: { 'a.test': ['/'] } },
      two: { className: null, annotations: { [LEGACY]: 'nginx' }, rules: { 'a.test': ['/'] } },
      three: { className: null, rules: { 'a.test': ['/'] }, defaultBackend: 'old' },
      ours: { rules: { 'a.test': ['/foo api'] } },
    },
    { 'http://a.test/': '404', 'http://a.test/foo': 'shop/api', 'http://b.test/': '404' },
    [ingressClass({ name: 'nginx', controller: 'k8s.io/ingress-nginx' })],
  ),
  row(
    'ours by IngressClass, by the legacy annotation, by the conventional name and by the default class',
    {
      one: { className: 'renamed', rules: { 'a.test': ['/'] } },
      two: { className: null, annotations: { [LEGACY]: CONTROLLER }, rules: { 'b.test': ['/ api'] } },
      three: { rules: { 'c.test': ['/ cdn'] } },
      four: { className: null, rules: { 'd.test': ['/ old'] } },
    },
    {
      'http://a.test/': 'shop/web',
      'http://b.test/': 'shop/api',
      'http://c.test/': 'shop/cdn',
      'http://d.test/': 'shop/old',
    },
    [ingressClass({ name: 'renamed', isDefault: true })],
  ),
];
