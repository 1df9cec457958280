import { child, listener } from '../_harness.ts';
import { listeners, settings, testRules } from './_rules.ts';

testRules({
  'on the gateway': [
    { color: 1 },
    'InvalidJson',
    /member 'color' on object of type 'ApplicationGatewayPropertiesFormat'. Path 'properties.color'/,
  ],
  'flat properties of a child': [
    { frontendPorts: [{ name: 'p80', port: 80 }] },
    'InvalidJson',
    /member 'port' on object of type 'ApplicationGatewayFrontendPort'. Path 'properties.frontendPorts\[0\].port'/,
  ],
  'in a reference': [listeners(listener({ frontendPort: { name: 'p80' } })), 'InvalidJson', /'SubResource'/],
  'a string for a number': [settings({ port: '80' }), 'InvalidJson', /value "80" to type 'integer'. Path/],
  'an unknown protocol': [
    settings({ protocol: 'Gopher' }),
    'InvalidJson',
    /"Gopher" to type 'ApplicationGatewayProtocol'/,
  ],
  'an object for a list': [{ probes: {} }, 'InvalidJson', /type 'list'. Path 'properties.probes'/],
  'another spelling of a member': [{ frontEndPorts: [child('p80', { PORT: 80 })], frontendPorts: null }],
  'another spelling of a value': [settings({ protocol: 'http' })],
  'a null': [settings({ hostName: null })],
});
