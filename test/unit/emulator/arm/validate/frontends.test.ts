import { child } from '../_harness.ts';
import { testRules } from './_rules.ts';

testRules({
  'no subnet': [{ gatewayIPConfigurations: [child('ip', {})] }, 'SubnetIsRequired', /\/ip/],
  'neither address nor subnet': [
    { frontendIPConfigurations: [child('public', {})] },
    'ApplicationGatewayFrontendIpBothPublicIpAddressAndSubnetCannotBeNull',
    /public/,
  ],
  'port 0': [
    { frontendPorts: [child('p80', { port: 0 })] },
    'ApplicationGatewayFrontendPortInvalidPortNumber',
    /Supported range is \[1, 65199\]/,
  ],
  'port 65200': [
    { frontendPorts: [child('p80', { port: 65_200 })] },
    'ApplicationGatewayFrontendPortInvalidPortNumber',
    /p80/,
  ],
  'no port': [
    { frontendPorts: [child('p80', {})] },
    'ApplicationGatewayFrontendPortInvalidPortNumber',
    /p80/,
  ],
  'one number twice': [
    { frontendPorts: [child('p80', { port: 80 }), child('again', { port: 80 })] },
    'ApplicationGatewayFrontendPortsUsingSamePortNumber',
    /same port number 80/,
  ],
  'private alone with a private link': [
    {
      frontendIPConfigurations: [child('public', { subnet: { id: '/subnets/s' } })],
      privateLinkConfigurations: [child('link', {})],
    },
    'ApplicationGatewayNetworkIsolationNotSupportedWithFeature',
    /gw is not supported with feature PrivateLink/,
  ],
  'a public one with a private link': [{ privateLinkConfigurations: [child('link', {})] }],
  'port 65199': [{ frontendPorts: [child('p80', { port: 65_199 })] }],
});
