import test from 'ava';
import { makeAuthority, makeCertificate } from '../../../../helpers/certificates.ts';
import { send, startBench } from '../../../../helpers/data-plane.ts';
import { gatewayDocument, ref } from '../../../../helpers/gateway-document.ts';
import { httpsWords } from '../front/_tls.ts';
import { get, request, start } from './_rewrites.ts';

const authority = makeAuthority('clients');
const client = makeCertificate({ hosts: ['client.test'], issuer: authority });

const OVER_TLS: Readonly<Record<string, RegExp>> = {
  ssl_enabled: /^On$/,
  ssl_connection_protocol: /^TLSv1\.[23]$/,
  ciphers_used: /^TLS_\w+$/,
  request_scheme: /^https$/,
  server_port: /^443$/,
  client_certificate: /^-----BEGIN%20CERTIFICATE-----%0A/,
  client_certificate_verification: /^SUCCESS$/,
  client_certificate_fingerprint: /^[0-9a-f]{40}$/,
  client_certificate_serial: /^[0-9A-F]+$/,
  client_certificate_subject: /CN=client\.test/,
  client_certificate_issuer: /CN=clients/,
  client_certificate_start_date: / GMT$/,
  client_certificate_end_date: / GMT$/,
};

test('TLS and the certificate of the client', async (t) => {
  const names = Object.keys(OVER_TLS);
  const words = await httpsWords({ a: { hosts: ['a.test'], profile: 'strict' } });
  const bench = await startBench(t, { endpoints: ['10.0.0.0'] });
  await bench.plane.apply(
    gatewayDocument({
      ...words,
      clientAuthorities: { ca: Buffer.from(authority.certPem).toString('base64') },
      profiles: { strict: { trustedClientCertificates: [ref('trustedClientCertificates', 'ca')] } },
      rewrites: {
        set: [
          {
            actionSet: {
              requestHeaderConfigurations: names.map((name) => ({
                headerName: `X-${name.replaceAll('_', '-')}`,
                headerValue: `{var_${name}}`,
              })),
            },
          },
        ],
      },
      rules: { a: { ...words.rules['a']!, rewrite: 'set' } },
    }),
  );
  const { body } = await send(bench.at(443), '/', {
    headers: { Host: 'a.test' },
    sni: 'a.test',
    tls: { cert: client.chainPem, key: client.keyPem },
  });
  const seen = new Headers(
    Object.entries(JSON.parse(body).headers as Record<string, string[]>).map(([name, [value]]) => [
      name,
      value!,
    ]),
  );
  for (const [name, expected] of Object.entries(OVER_TLS))
    t.regex(seen.get(`X-${name.replaceAll('_', '-')}`) ?? '', expected, name);
});

test('plain HTTP has none of them', async (t) => {
  const value =
    '<{var_ssl_enabled}{var_ciphers_used}{var_client_certificate}>{var_client_certificate_verification}';
  const { seen } = await get(await start(t, [{ actionSet: request('X-V', value) }]), '/p');
  t.is(seen.headers['x-v'], '<>NONE');
});
