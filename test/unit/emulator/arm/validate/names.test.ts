import { child, defaultTarget, target, withMap } from '../_harness.ts';
import { probe, testRules } from './_rules.ts';

testRules({
  'too long': [
    { probes: [child('a'.repeat(81), probe({}))] },
    'InvalidResourceName',
    /Resource name a{81} is invalid/,
  ],
  'ends in a dot': [{ probes: [child('a.', probe({}))] }, 'InvalidResourceName', /a\. is invalid/],
  'a slash': [{ probes: [child('a/b', probe({}))] }, 'InvalidResourceName', /a\/b is invalid/],
  missing: [{ probes: [{ properties: probe({}) }] }, 'InvalidResourceName', /Resource name {2}is invalid/],
  '80 characters': [{ probes: [child(`a.-_${'b'.repeat(76)}`, probe({}))] }],
  'twice in one collection': [
    { probes: [child('a', probe({})), child('A', probe({}))] },
    'DuplicateResourceName',
    /applicationGateways\/ has two child resources with the same name \(A\)/,
  ],
  'in two collections': [{ probes: [child('pool', probe({}))] }],
  'twice in one map': [
    {
      ...withMap({}),
      urlPathMaps: [
        child('map', {
          ...defaultTarget,
          pathRules: [child('a', { paths: ['/a'], ...target }), child('a', { paths: ['/b'], ...target })],
        }),
      ],
    },
    'DuplicateResourceName',
    /\(a\)/,
  ],
});
