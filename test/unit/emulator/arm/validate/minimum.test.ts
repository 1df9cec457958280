import { listener } from '../_harness.ts';
import { listeners, testRules } from './_rules.ts';

testRules({
  'no listener and no rule': [
    { httpListeners: [], requestRoutingRules: [] },
    'InternalServerError',
    /^An error occurred\.$/,
  ],
  'a listener without a rule': [{ requestRoutingRules: [] }, 'InternalServerError', /./],
  'a rule, and a listener without one': [listeners(listener(), listener({ hostName: 'a' }))],
});
