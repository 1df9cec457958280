import { ID, child, ref, rule, target, withMap } from '../_harness.ts';
import { testRules } from './_rules.ts';

testRules({
  'to a child that is not there': [
    {
      requestRoutingRules: [child('rule', rule({ backendAddressPool: ref('backendAddressPools', 'gone') }))],
    },
    'InvalidResourceReference',
    new RegExp(
      `Resource ${ID}/backendAddressPools/gone referenced by resource ${ID}/requestRoutingRules/rule was not found`,
    ),
  ],
  'to a child of another kind': [
    { requestRoutingRules: [child('rule', rule({ backendAddressPool: ref('frontendPorts', 'p80') }))] },
    'InvalidResourceReference',
    /frontendPorts\/p80/,
  ],
  'from a path rule': [
    withMap({ paths: ['/a'], ...target, rewriteRuleSet: ref('rewriteRuleSets', 'gone') }),
    'InvalidResourceReference',
    /pathRules\/path was not found/,
  ],
  'in another spelling': [
    {
      requestRoutingRules: [
        child('rule', rule({ httpListener: { id: ref('httplisteners', 'LISTENER')['id']! } })),
      ],
    },
  ],
});
