import { listener } from '../_harness.ts';
import { hosts, listeners, testRules } from './_rules.ts';

testRules({
  'both members': [
    listeners(listener({ hostName: 'a', hostNames: ['b'] })),
    'ApplicationGatewayHttpListenerHostNameAndHostNamesCannotBothBeSpecified',
    /listener/,
  ],
  'six names': [
    hosts('a', 'b', 'c', 'd', 'e', 'f'),
    'ApplicationGatewayHttpListenerHostNamesLimitReached',
    /is 6 and the maximum allowed is 5/,
  ],
  'a wildcard in hostName': [
    listeners(listener({ hostName: '*.a' })),
    'ApplicationGatewayHttpListenerHostNameIsInvalid',
    /HostName \*\.a is not a FQDN/,
  ],
  'an underscore': [hosts('a_b.c'), 'ApplicationGatewayHttpListenerHostNameIsInvalid', /a_b\.c/],
  'an empty label': [hosts('a..c'), 'ApplicationGatewayHttpListenerHostNameIsInvalid', /a\.\.c/],
  'two stars in a label': [
    hosts('*a*.b'),
    'ApplicationGatewayHttpListenerHostNameWildcardIsInvalid',
    /\*a\*\.b/,
  ],
  'three stars': [hosts('*.*.*.b'), 'ApplicationGatewayHttpListenerHostNameWildcardIsInvalid', /./],
  'five wildcards': [hosts('????.*'), 'ApplicationGatewayHttpListenerHostNameWildcardIsInvalid', /./],
  'star and question mark': [hosts('*?.b'), 'ApplicationGatewayHttpListenerHostNameWildcardIsInvalid', /./],
  'five names and patterns': [hosts('a', '*.b', '*.*.c', '??-*.d', 'xn--e.f')],
});
