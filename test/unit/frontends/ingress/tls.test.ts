import test from 'ava';
import type { ClusterObject, Ingress } from '../../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import type { Diagnostic } from '../../../../src/diagnostics/diagnostic.ts';
import { render } from '../../../../src/diagnostics/render.ts';
import { groupByHost } from '../../../../src/frontends/ingress/hosts.ts';
import { claimOf } from '../../../../src/frontends/ingress/tls-certificates.ts';
import { decideTls, unusedTlsHosts } from '../../../../src/frontends/ingress/tls.ts';
import { makeCertificate, tlsSecret } from '../../../helpers/certificates.ts';
import { ingress, type IngressInit } from '../../../helpers/objects.ts';
import { frontendOptions, participant } from '../../../helpers/participants.ts';
import { AT, told } from '../../../helpers/pipeline.ts';

const claims = test.macro({
  exec: (t, tls: NonNullable<IngressInit['tls']>, host: string, expected: string | null) =>
    t.is(claimOf(ingress({ tls }), host)?.secretName ?? null, expected),
  title: (name) => `claim: ${name}`,
});
test('none', claims, [], 'a.com', null);
test(
  'the entry that names the host',
  claims,
  [
    ['w', '*.com'],
    ['n', 'a.com'],
  ],
  'a.com',
  'n',
);
test('without case', claims, [['n', 'A.com']], 'a.com', 'n');
test('the entry whose wildcard covers it', claims, [['all'], ['w', '*.com']], 'a.com', 'w');
test('a wildcard covers one label', claims, [['w', '*.com']], 'b.a.com', null);
test('an entry without hosts', claims, [['n', 'b.com'], ['all']], 'a.com', 'all');
test('no entry for the host', claims, [['n', 'b.com']], 'a.com', null);
test('the host-less site takes an entry without hosts only', claims, [['n', 'a.com']], '', null);
test('and takes that', claims, [['n', 'a.com'], ['all']], '', 'all');
test('a wildcard host by its own name', claims, [['w', '*.a.com']], '*.a.com', 'w');

const unused = test.macro({
  exec: (t, init: IngressInit, expected: readonly string[]) =>
    t.deepEqual(
      unusedTlsHosts(participant(ingress(init))).map(({ detail }) => detail),
      expected.map((host) => ({ host })),
    ),
  title: (name) => `unused: ${name}`,
});
test('none of them', unused, { tls: [['c', 'A.com']], rules: { 'a.com': [] } }, []);
test('a host of no rule', unused, { tls: [['c', 'a.com', 'b.com']], rules: { 'a.com': [] } }, ['b.com']);
test('not a wildcard over a rule', unused, { tls: [['c', '*.a.com']], rules: { 'x.a.com': [] } }, []);
test('a wildcard over nothing', unused, { tls: [['c', '*.b.com']], rules: { 'x.a.com': [], '': [] } }, [
  '*.b.com',
]);

const SECRETS = [
  tlsSecret('shop', 'good', makeCertificate({ hosts: ['a.com', '*.a.com'] })),
  tlsSecret('shop', 'same', makeCertificate({ hosts: ['a.com', '*.a.com'] })),
  tlsSecret('shop', 'other', makeCertificate({ hosts: ['b.com'] })),
  tlsSecret('shop', 'old', makeCertificate({ hosts: ['a.com'], notAfter: new Date(AT - 1000) })),
  tlsSecret('shop', 'future', makeCertificate({ hosts: ['a.com'], notBefore: new Date(AT + 86_400_000) })),
  {
    ...tlsSecret('shop', 'bad', makeCertificate({ hosts: ['a.com'] })),
    data: { 'tls.crt': '', 'tls.key': '' },
  },
];

function decide(ingresses: readonly Ingress[], host = 'a.com', sslRedirect = true) {
  const snapshot = createSnapshot([...SECRETS, ...ingresses] satisfies ClusterObject[], AT);
  const group = groupByHost(ingresses.map(participant)).find((one) => one.host === host)!;
  const diagnostics: Diagnostic[] = [];
  const options = frontendOptions({ sslRedirect });
  const tls = decideTls(group, snapshot, options, (diagnostic) => void diagnostics.push(diagnostic));
  return { tls, diagnostics };
}
const on = (name: string, secret: string | null, init: IngressInit = {}): Ingress =>
  ingress({ name, tls: [[secret, 'a.com']], rules: { 'a.com': ['/'] }, ...init });
const plain = (name: string, init: IngressInit = {}): Ingress => on(name, null, { tls: [], ...init });

const decides = test.macro({
  exec: (t, ingresses: readonly Ingress[], expected: string | null, codes: readonly string[] = []) => {
    const { tls, diagnostics } = decide(ingresses);
    t.is(
      tls && `${tls.owner.owner.name} ${tls.certificate.state}${tls.redirect ? ' redirects' : ''}`,
      expected,
    );
    t.deepEqual(told(diagnostics), codes);
  },
  title: (name) => name!,
});
test('nobody asks', decides, [plain('a')], null);
test('one asks', decides, [on('a', 'good')], 'a usable redirects');
test(
  'the oldest with tls owns the host',
  decides,
  [plain('a'), on('b', 'good'), on('c', 'other')],
  'b usable redirects',
  ['TLS_CERTIFICATE_CONFLICT Ingress/shop/c'],
);
test('the same Secret is no conflict', decides, [on('a', 'good'), on('b', 'good')], 'a usable redirects');
test(
  'an equal certificate is none either',
  decides,
  [on('a', 'good'), on('b', 'same')],
  'a usable redirects',
);
test('no Secret', decides, [on('a', 'none')], 'a missing redirects');
test('no name of a Secret', decides, [on('a', null)], 'a unnamed redirects');
test('a malformed Secret', decides, [on('a', 'bad')], 'a malformed redirects');
test(
  'a bad oldest one is not overruled',
  decides,
  [on('a', 'none'), on('b', 'good')],
  'a missing redirects',
  ['TLS_CERTIFICATE_CONFLICT Ingress/shop/b'],
);
test('expired', decides, [on('a', 'old')], 'a usable redirects', ['TLS_CERTIFICATE_EXPIRED Ingress/shop/a']);
test('not yet valid', decides, [on('a', 'future')], 'a usable redirects', [
  'TLS_CERTIFICATE_NOT_YET_VALID Ingress/shop/a',
]);
test('for another host', decides, [on('a', 'other')], 'a usable redirects', [
  'TLS_HOST_NOT_COVERED Ingress/shop/a',
]);
test(
  'the owner decides about the redirect',
  decides,
  [on('a', 'good', { sslRedirect: 'false' })],
  'a usable',
);
test(
  'another has no say',
  decides,
  [on('a', 'good'), on('b', 'good', { sslRedirect: 'false' })],
  'a usable redirects',
  ['SSL_REDIRECT_CONFLICT Ingress/shop/b'],
);
test(
  'who has no tls is not asked',
  decides,
  [plain('a', { sslRedirect: 'false' }), on('b', 'good')],
  'b usable redirects',
);

test('the default of the configuration', (t) =>
  t.false(decide([on('a', 'good')], 'a.com', false).tls?.redirect));
test('the class before the configuration', (t) => {
  const own = participant(on('a', 'good'));
  const group = {
    frontend: 'auto',
    host: 'a.com',
    members: [{ ...own, values: { 'ssl-redirect': false }, rules: [] }],
  } as const;
  const options = frontendOptions();
  t.false(decideTls(group, createSnapshot(SECRETS, AT), options, () => {})?.redirect);
});

// Decision 9: "Events and conditions name the code, the sub-resource, the cause and the fix."
test('an entry without a Secret that comes second is told in words that make sense', (t) => {
  const { diagnostics } = decide([on('a', 'good'), on('b', null)]);
  for (const diagnostic of diagnostics) t.notRegex(render(diagnostic).message, / {2}|Secret is/);
});
