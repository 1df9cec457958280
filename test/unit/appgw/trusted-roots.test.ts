import test from 'ava';
import { trustedRootRefusal, trustedRoots } from '../../../src/appgw/trusted-roots.ts';
import { STRICT_TLS } from '../../../src/routing/backend.ts';
import type { TrustedRoot } from '../../../src/routing/model.ts';
import { caBundle } from '../../helpers/back-end.ts';
import { backend, gateway, live, owner } from '../../helpers/routing.ts';

const raw = gateway({ trustedRootCertificates: [{ name: 'Corporate', properties: { data: 'MII' } }] });
const own = (label: string, count = 1): TrustedRoot => ({ kind: 'own', ca: caBundle(label, count) });
const CORPORATE: TrustedRoot = { kind: 'onGateway', name: 'corporate' };

test('one per certificate, as base64 of its DER', (t) => {
  const { parts, references } = trustedRoots(live(), [own('ca', 2)]);
  t.deepEqual(
    parts.map(({ properties }) => Buffer.from(properties.data!, 'base64').toString()),
    ['0ca 0', '0ca 1'],
  );
  t.is(references.length, 2);
});
test('a certificate of two bundles comes once', (t) =>
  t.is(trustedRoots(live(), [own('ca', 2), own('ca')]).parts.length, 2));
test('one on the gateway under its own spelling', (t) => {
  const { parts, references } = trustedRoots(live(raw), [CORPORATE]);
  t.deepEqual(parts, []);
  t.true(references[0]!.id.endsWith('/trustedRootCertificates/Corporate'));
});

const refuses = (root: TrustedRoot, on = raw) =>
  trustedRootRefusal(
    backend('web', { settings: { tls: { ...STRICT_TLS, trustedRoots: [root] } } }),
    live(on),
  )?.(owner('web'), 'x').code ?? null;
test('only what is not there is refused', (t) => {
  t.is(refuses(CORPORATE), null);
  t.is(refuses(own('ca')), null);
  t.is(refuses(CORPORATE, gateway()), 'TRUSTED_ROOT_NOT_ON_GATEWAY');
});
