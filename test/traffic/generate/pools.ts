/** The small pools that sets are drawn from: small, so that hosts and paths collide all the time. */
export const NAMESPACES = ['shop', 'blog'] as const;

/** The empty host is the host-less rule. */
export const HOSTS = [
  'a.example.com',
  'b.example.com',
  '*.example.com',
  'x.a.example.com',
  '*.a.example.com',
  'other.test',
  '',
] as const;

export const ACME = ['/.well-known/acme-challenge/t1', '/.well-known/acme-challenge/t2'] as const;

export const PATHS = {
  Exact: ['/', '/foo', '/foo/', '/Foo', '/foo/bar', '/foobar', ACME[0]],
  Prefix: ['/', '/*', '/foo', '/foo/', '/foo/*', '/FOO', '/foo/bar', '/foo/bar/', '/foobar', '/b', ...ACME],
  ImplementationSpecific: [undefined, '/', '/*', '/foo', '/foo*', '/foo/*', '/foo/b*', '/b', ACME[0]],
} as const;

/** The Services of each namespace. */
export const SERVICES = [
  { name: 'web', ports: [{ port: 80, targetPort: 8080 }] },
  {
    name: 'api',
    ports: [
      { name: 'http', port: 80, targetPort: 'web' },
      { name: 'admin', port: 9000, targetPort: 9001 },
      { name: 'dns', port: 53, protocol: 'UDP' },
    ],
  },
  { name: 'cdn', ports: [{ name: 'http', port: 8000 }] },
] as const;

/** Number of the port in the pods, by Service and name of its port. */
export const POD_PORTS: { readonly [service: string]: { readonly [port: string]: number } } = {
  web: { '': 8080 },
  api: { http: 8001, admin: 9001 },
  cdn: { http: 8000 },
};

/** Some of these lead nowhere: no such Service, no such port, a port that is not TCP. */
export const BACKENDS = [
  { name: 'web', port: { number: 80 } },
  { name: 'api', port: { name: 'http' } },
  { name: 'api', port: { number: 80 } },
  { name: 'api', port: { number: 9000 } },
  { name: 'api', port: { name: 'admin' } },
  { name: 'cdn', port: { number: 8000 } },
  { name: 'cdn', port: { name: 'http' } },
  { name: 'cdn', port: { number: 81 } },
  { name: 'web', port: { name: 'http' } },
  { name: 'api', port: { name: 'dns' } },
  { name: 'ghost', port: { number: 80 } },
] as const;

/** All but `lost` exist in each namespace. */
export const SECRETS = ['cert', 'wild', 'lost'] as const;

export const CREATED = [
  undefined,
  '2026-01-01T00:00:00Z',
  '2026-02-01T00:00:00Z',
  '2026-03-01T00:00:00Z',
] as const;
