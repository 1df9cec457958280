import test from 'ava';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import { translateIngresses } from '../../../../src/frontends/ingress/translate.ts';
import { makeCertificate, tlsSecret } from '../../../helpers/certificates.ts';
import { ingress, ingressClass, type IngressInit } from '../../../helpers/objects.ts';
import { frontendOptions } from '../../../helpers/participants.ts';
import { AT, told } from '../../../helpers/pipeline.ts';

const SECRETS = [
  tlsSecret('shop', 'both', makeCertificate({ hosts: ['a.com', 'www.a.com'] })),
  tlsSecret('shop', 'one', makeCertificate({ hosts: ['a.com'] })),
];
const on = (host: string, direction: string, init: IngressInit = {}) =>
  ingress({
    rules: { [host]: ['/'] },
    annotations: { 'appgw.ingress.kubernetes.io/www-redirect': direction },
    ...init,
  });

const answers = test.macro({
  exec: (
    t,
    ingresses: readonly ReturnType<typeof ingress>[],
    expected: readonly string[],
    codes: readonly string[] = [],
  ) => {
    const snapshot = createSnapshot([...SECRETS, ...ingresses, ingressClass()], AT);
    const { routing, diagnostics } = translateIngresses(snapshot, frontendOptions());
    const redirecting = routing.sites.flatMap(({ hosts, port, fallback }) =>
      fallback.kind === 'redirect' ? [`${hosts[0]}:${port} -> ${fallback.redirect.url}`] : [],
    );
    t.deepEqual(redirecting, expected);
    t.deepEqual(
      told(diagnostics).filter((text) => text.startsWith('WWW')),
      codes,
    );
  },
  title: (name) => name!,
});
test('to the apex', answers, [on('a.com', 'to-apex')], ['www.a.com:80 -> http://a.com/']);
test('to www', answers, [on('www.a.com', 'to-www')], ['a.com:80 -> http://www.a.com/']);
test(
  'with TLS',
  answers,
  [on('a.com', 'to-apex', { tls: [['both', 'a.com']] })],
  ['www.a.com:80 -> https://a.com/', 'www.a.com:443 -> https://a.com/'],
);
test(
  'https only where the certificate has the name',
  answers,
  [on('a.com', 'to-apex', { tls: [['one', 'a.com']] })],
  ['www.a.com:80 -> https://a.com/'],
);
test(
  'https where the certificate is awaited, since an older one may be there',
  answers,
  [on('a.com', 'to-apex', { tls: [['gone', 'a.com']] })],
  ['www.a.com:80 -> https://a.com/', 'www.a.com:443 -> https://a.com/'],
);
test(
  'the wrong way round',
  answers,
  [on('www.a.com', 'to-apex')],
  [],
  ['WWW_HOST_UNSUITED Ingress/shop/web'],
);
test(
  'a wildcard has no other name',
  answers,
  [on('*.a.com', 'to-apex')],
  [],
  ['WWW_HOST_UNSUITED Ingress/shop/web'],
);
test(
  'a host that somebody serves',
  answers,
  [on('a.com', 'to-apex'), ingress({ name: 'other', rules: { 'www.a.com': ['/'] } })],
  [],
  ['WWW_HOST_TAKEN Ingress/shop/web'],
);
