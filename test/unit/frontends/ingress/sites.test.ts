import test from 'ava';
import { groupByHost } from '../../../../src/frontends/ingress/hosts.ts';
import { entrancesOf } from '../../../../src/frontends/ingress/entrances.ts';
import type { RouteTools } from '../../../../src/frontends/ingress/routes.ts';
import { sitesOf } from '../../../../src/frontends/ingress/sites.ts';
import type { Site } from '../../../../src/routing/model.ts';
import { ingress, type IngressInit } from '../../../helpers/objects.ts';
import { participant } from '../../../helpers/participants.ts';
import { backend, usable } from '../../../helpers/routing.ts';

const TOOLS: RouteTools = {
  backendOf: (_, { service }) => (service!.name === 'refused' ? null : backend(service!.name)),
  firewallOf: ({ values }) =>
    values['allow-source-ranges'] ? { kind: 'sourceRanges', ranges: [], base: null } : null,
  mayRewrite: () => true,
  resources: new Map(),
  report: () => {},
};

/** `secured`: the name of the Ingress that owns TLS; `redirect`: whether it redirects. */
function sites(
  inits: readonly IngressInit[],
  secured?: string,
  redirect = true,
  host = 'a.com',
): readonly Site[] {
  const groups = groupByHost(inits.map((init) => participant(ingress(init))));
  const group = groups.find((one) => one.host === host)!;
  const owner = group.members.find((member) => member.owner.name === secured);
  const tls = owner ? { owner, certificate: usable('c'), redirect } : null;
  const entrances = entrancesOf(group.members, tls !== null, () => {});
  return sitesOf(group, { tls, tlsProfile: null, firewall: null, errorPages: [], entrances }, TOOLS);
}
const text = ({ port, owner, routes, fallback, securePort }: Site): string =>
  [
    `${port} of ${owner.name}${securePort === null ? '' : ` beside ${securePort}`}`,
    ...routes.map(
      ({ match, action }) =>
        `${match.path} ${action.kind === 'backend' ? action.backend.pool.service : action.kind}`,
    ),
    `else ${fallback.kind === 'backend' ? fallback.backend.pool.service : fallback.kind}`,
  ].join(', ');

const gives = test.macro({
  exec: (t, made: readonly Site[], expected: readonly string[]) => t.deepEqual(made.map(text), expected),
  title: (name) => name!,
});
const on = (name: string, paths: readonly string[], rest: IngressInit = {}): IngressInit => ({
  name,
  rules: { 'a.com': paths },
  ...rest,
});
const TLS: IngressInit = { tls: [['c', 'a.com']] };
const OPTED_OUT: IngressInit = { sslRedirect: 'false' };

test('plain', gives, sites([on('x', ['/1 s1', '/2 s2']), on('y', ['/3 s3'])]), [
  '80 of x, /1 s1, /2 s2, /3 s3, else notFound',
]);
test('a default backend', gives, sites([on('x', ['/1 s1'], { defaultBackend: 'd' })]), [
  '80 of x, /1 s1, else d',
]);
const GUARDED: IngressInit = {
  defaultBackend: 'd',
  annotations: { 'appgw.ingress.kubernetes.io/allow-source-ranges': '10.0.0.0/8' },
};
test('a guarded default backend is a root', gives, sites([on('x', ['/1 s1'], GUARDED)]), [
  '80 of x, /1 s1, / d, else notFound',
]);
test('beside a root it is needless', gives, sites([on('x', ['/ s1'], GUARDED)]), [
  '80 of x, / s1, else notFound',
]);
test(
  'a younger one does not come before an open one',
  gives,
  sites([on('x', ['/1 s1'], { defaultBackend: 'e' }), on('y', ['/2 s2'], GUARDED)]),
  ['80 of x, /1 s1, /2 s2, else e'],
);
test(
  'one that cannot be read is held, and the next one answers where there is nothing of it',
  gives,
  sites([
    on('x', ['/1 s1'], {
      ...GUARDED,
      annotations: { 'appgw.ingress.kubernetes.io/allow-source-ranges': 'all' },
    }),
    on('y', [], { defaultBackend: 'e' }),
  ]),
  ['80 of x, /1 held, / held, else e'],
);
test('a refused backend', gives, sites([on('x', ['/1 refused'], { defaultBackend: 'refused' })]), [
  '80 of x, /1 held, else held',
]);
test(
  'TLS: everybody is on 443, 80 redirects',
  gives,
  sites([on('x', ['/1 s1']), on('y', ['/2 s2'], TLS)], 'y'),
  ['80 of y beside 443, else redirectToHttps', '443 of y, /1 s1, /2 s2, else notFound'],
);
test('TLS without redirect: nothing on 80', gives, sites([on('y', ['/2 s2'], TLS)], 'y', false), [
  '80 of y beside 443, else notFound',
  '443 of y, /2 s2, else notFound',
]);
test(
  'challenges are on 80 too',
  gives,
  sites([on('y', ['/ s2'], TLS), on('z', ['=/.well-known/acme-challenge/t solver'])], 'y'),
  [
    '80 of y beside 443, /.well-known/acme-challenge/t solver, else redirectToHttps',
    '443 of y, / s2, /.well-known/acme-challenge/t solver, else notFound',
  ],
);
test(
  'who opts out without tls is on 80, beside the redirects of the others',
  gives,
  sites([on('y', ['/a s2'], TLS), on('z', ['/ s3'], OPTED_OUT)], 'y'),
  [
    '80 of y beside 443, /a redirectToHttps, / s3, else redirectToHttps',
    '443 of y, /a s2, / s3, else notFound',
  ],
);
test(
  'without a redirect the others are not there',
  gives,
  sites([on('y', ['/a s2'], TLS), on('z', ['/ s3'], OPTED_OUT)], 'y', false),
  ['80 of y beside 443, /a notFound, / s3, else notFound', '443 of y, /a s2, / s3, else notFound'],
);
test(
  'who opts out with tls of its own does not count',
  gives,
  sites([on('y', ['/a s2'], TLS), on('z', ['/ s3'], { ...TLS, ...OPTED_OUT })], 'y').slice(0, 1),
  ['80 of y beside 443, else redirectToHttps'],
);
test('the host-less site has no hosts', (t) => {
  const [one] = sites([{ name: 'x', defaultBackend: 'd' }], undefined, true, '');
  t.deepEqual(one!.hosts, []);
  t.is(text(one!), '80 of x, else d');
});

// Decision 7: "Served on port 80 too: … Ingresses *without* `tls` that say `ssl-redirect: "false"`."
test(
  'the defaultBackend of who opts out is on 80',
  gives,
  sites([on('y', ['/a s2'], TLS), on('z', [], { ...OPTED_OUT, defaultBackend: 'd' })], 'y').slice(0, 1),
  ['80 of y beside 443, /a redirectToHttps, else d'],
);
