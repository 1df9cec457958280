/** How clients are received over TLS: their certificates, versions, and certificates that the gateway has already. */
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import type { ConfigMap } from '../../../src/cluster/objects.ts';
import { makeCertificate } from '../../helpers/certificates.ts';
import { packPfx } from '../../helpers/pfx.ts';
import { AUTHORITIES, row } from './annotated.ts';

const rules = { 'a.test': ['/'] };
const tls = [['cert', 'a.test']] as const;
const CA = { 'client-ca': 'configmap/partners' };
const PARTNERS: ConfigMap = {
  kind: 'ConfigMap',
  metadata: { namespace: 'shop', name: 'partners' },
  data: { 'ca.crt': AUTHORITIES.partner.certPem },
};
const given = { others: [PARTNERS] };
const onGateway = makeCertificate({ hosts: ['a.test'], commonName: 'on the gateway' });
const WITH_CERTIFICATE: RawGateway = {
  ...BLANK_GATEWAY,
  properties: {
    ...BLANK_GATEWAY.properties,
    sslCertificates: [
      {
        name: 'installed',
        id: `${BLANK_GATEWAY.id}/sslCertificates/installed`,
        properties: {
          data: packPfx({ certificate: onGateway.certPem, key: onGateway.keyPem }, 'secret'),
          password: 'secret',
        },
      },
    ],
  },
};

export const CLIENT_TLS_CASES = [
  row(
    'clients must show a certificate of the authority',
    { one: { rules, tls, says: CA } },
    {
      'https://a.test/ as partner': 'shop/web',
      'https://a.test/': '400',
      'https://a.test/ as stranger': '400',
      'http://a.test/x': '301 https://a.test/x',
    },
    given,
  ),
  row(
    'passthrough asks and judges nobody',
    { one: { rules, tls, says: { ...CA, 'client-auth-mode': 'passthrough' } } },
    {
      'https://a.test/ as partner': 'shop/web',
      'https://a.test/': 'shop/web',
      'https://a.test/ as stranger': 'shop/web',
    },
    given,
  ),
  row(
    'a host whose authorities are missing is not served, another one is',
    {
      one: { rules, tls, says: { 'client-ca': 'secret/missing' } },
      two: { rules: { 'b.test': ['/ api'] }, tls: [['wild', 'b.test']] },
    },
    { 'https://a.test/ as partner': '404', 'http://a.test/': '404', 'https://b.test/': 'shop/api' },
  ),
  row(
    'the authorities hold for the whole host, whoever names them, and for no other one',
    {
      one: { rules, tls, says: { 'tls-min-version': 'TLSv1_2' } },
      two: { rules: { 'a.test': ['/api api'] }, says: CA },
      three: { rules: { 'b.test': ['/ cdn'] }, tls: [['wild', 'b.test']] },
    },
    {
      'https://a.test/': '400',
      'https://a.test/api': '400',
      'https://a.test/api as partner': 'shop/api',
      'https://b.test/': 'shop/cdn',
    },
    given,
  ),
  row(
    'a lowest version of TLS holds for its hosts alone',
    {
      one: { rules, tls, says: { 'tls-min-version': 'TLSv1_3' } },
      two: { rules: { 'b.test': ['/ api'] }, tls: [['wild', 'b.test']] },
    },
    {
      'https://a.test/': 'shop/web',
      'https://a.test/ up to TLSv1.2': 'no handshake',
      'https://b.test/ up to TLSv1.2': 'shop/api',
    },
  ),
  row(
    'a certificate that is on the gateway',
    {
      one: { rules, says: { 'appgw-ssl-certificate': 'installed' } },
      two: { rules: { 'b.test': ['/ api'] }, says: { 'appgw-ssl-certificate': 'absent' } },
    },
    {
      'https://a.test/': 'shop/web',
      'http://a.test/x': '301 https://a.test/x',
      'https://b.test/': '404',
      'http://b.test/': '404',
    },
    { gateway: WITH_CERTIFICATE },
  ),
];
