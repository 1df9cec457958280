import { child } from '../_harness.ts';
import { hosts, redirect, testRules, toListener } from './_rules.ts';

testRules({
  'no type': [
    { redirectConfigurations: [child('redirect', toListener)] },
    'ApplicationGatewayRedirectConfigurationTypeMustBeSpecified',
    /redirect/,
  ],
  'no target': [redirect({}), 'ApplicationGatewayRedirectConfigurationTargetMustBeSpecified', /redirect/],
  'two targets': [
    redirect({ ...toListener, targetUrl: 'https://a/' }),
    'ApplicationGatewayRedirectConfigurationTargetMustBeSpecified',
    /redirect/,
  ],
  'onto a wildcard': [
    { ...redirect(toListener), ...hosts('*.a') },
    'ApplicationGatewayRedirectConfigurationTargetListenerIsInvalid',
    /wildcard or several host names/,
  ],
  'onto several hosts': [
    { ...redirect(toListener), ...hosts('a', 'b') },
    'ApplicationGatewayRedirectConfigurationTargetListenerIsInvalid',
    /listener/,
  ],
  'onto one host': [{ ...redirect(toListener), ...hosts('a') }],
  'onto a basic listener': [redirect(toListener)],
});
