import test from 'ava';
import { findForeign } from '../../../src/appgw/referable.ts';
import { applySites } from '../../helpers/back-end.ts';
import { GATEWAY_ID, gateway, live, site, usable } from '../../helpers/routing.ts';

const raw = gateway({
  sslCertificates: [
    { name: 'Shared', id: `${GATEWAY_ID}/sslcertificates/Shared`, properties: {} },
    { name: 'bare', properties: {} },
  ],
});

test('found without case, under the id that the gateway gives it', (t) =>
  t.is(findForeign(live(raw), 'sslCertificates', 'SHARED')?.id, `${GATEWAY_ID}/sslcertificates/Shared`));
test('in a document without ids too', (t) =>
  t.is(findForeign(live(raw), 'sslCertificates', 'bare')?.id, `${GATEWAY_ID}/sslCertificates/bare`));
test('only in its collection', (t) => t.is(findForeign(live(raw), 'sslProfiles', 'shared'), null));

test('never one of ours', (t) => {
  const { raw: applied } = applySites([
    site('a.com', { port: 443, protocol: 'Https', certificate: usable('c') }),
  ]);
  const [name = ''] = live(applied).own.sslCertificates.keys();
  t.not(name, '');
  t.is(findForeign(live(applied), 'sslCertificates', name), null);
  t.not(findForeign(live(applied, { instance: 'other' }), 'sslCertificates', name), null);
});
