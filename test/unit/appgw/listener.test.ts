import test from 'ava';
import { listenerProperties } from '../../../src/appgw/listener.ts';
import { idOf, site } from '../../helpers/routing.ts';

const references = {
  frontendIPConfiguration: idOf('frontendIPConfigurations', 'public'),
  frontendPort: idOf('frontendPorts', 'p'),
  sslCertificate: null,
  sslProfile: null,
  firewallPolicy: null,
};

test('references and error pages only where there are some', (t) => {
  t.deepEqual(Object.keys(listenerProperties(site('a.com'), references)), [
    'frontendIPConfiguration',
    'frontendPort',
    'protocol',
    'hostName',
    'requireServerNameIndication',
  ]);
  const errorPages = [{ status: 502, url: 'https://pages.example/502.html' }];
  t.like(listenerProperties(site('a.com', { errorPages }), { ...references, sslProfile: { id: '/p' } }), {
    sslProfile: { id: '/p' },
    customErrorConfigurations: [
      { statusCode: 'HttpStatus502', customErrorPageUrl: 'https://pages.example/502.html' },
    ],
  });
});
