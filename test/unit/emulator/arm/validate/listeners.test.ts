import { ID, child, listener, ref } from '../_harness.ts';
import { listeners, ports, testRules, without } from './_rules.ts';

testRules({
  'no frontend': [
    listeners(without(listener(), 'frontendIPConfiguration')),
    'ApplicationGatewayHttpListenerMustReference',
    /FrontendIpConfiguration\.$/,
  ],
  'no port': [
    listeners(without(listener(), 'frontendPort')),
    'ApplicationGatewayHttpListenerMustReference',
    /FrontendPort\.$/,
  ],
  'https without certificate': [
    listeners(listener({ protocol: 'Https' })),
    'ApplicationGatewayHttpListenerMustReferenceSslCertificate',
    /listener/,
  ],
  'two basic on one port': [
    listeners(listener(), listener()),
    'ApplicationGatewayHttpListenersUsingSameFrontendPort',
    new RegExp(
      `Two Http Listeners of Application Gateway ${ID} are using the same Frontend Port ${ID}/frontendPorts/p80\\.`,
    ),
  ],
  'one host twice': [
    listeners(listener({ hostName: 'a.b' }), listener({ hostNames: ['c.d', 'A.b'] })),
    'ApplicationGatewayHttpListenersUsingSameFrontendPort',
    /HostName a\.b/,
  ],
  'both protocols on one port': [
    {
      ...listeners(
        listener({ hostName: 'a' }),
        listener({ hostName: 'b', protocol: 'Https', sslCertificate: ref('sslCertificates', 'kv') }),
      ),
      sslCertificates: [child('kv', { keyVaultSecretId: 'https://v/secrets/s' })],
    },
    'ApplicationGatewayHttpListenersUsingSameFrontendPortWithDifferentProtocols',
    /p80/,
  ],
  'basic beside multi-site': [listeners(listener(), listener({ hostName: 'a.b' }))],
  'a pattern over a name': [listeners(listener({ hostNames: ['*.b'] }), listener({ hostName: 'a.b' }))],
  'one host on two ports': [
    {
      ...listeners(
        listener({ hostName: 'a' }),
        listener({ hostName: 'a', frontendPort: ref('frontendPorts', 'p81') }),
      ),
      ...ports(2),
    },
  ],
  'https with certificate': [
    {
      ...listeners(listener({ protocol: 'Https', sslCertificate: ref('sslCertificates', 'kv') })),
      sslCertificates: [child('kv', { keyVaultSecretId: 'https://v/secrets/s' })],
    },
  ],
});
