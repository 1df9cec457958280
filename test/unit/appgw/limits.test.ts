import test from 'ava';
import { COLLECTION_WORDS, limitsOf } from '../../../src/appgw/limits.ts';
import { COLLECTIONS } from '../../../src/appgw/wire.ts';

const limit = test.macro({
  exec: (t, sku: string, oldWafRules: boolean, expected: readonly number[]) => {
    const { collections, activeListeners, targetsPerPool, pathRulesPerMap } = limitsOf({ sku, oldWafRules });
    const { httpListeners, requestRoutingRules, backendAddressPools, sslCertificates } = collections;
    t.deepEqual(
      [
        httpListeners,
        activeListeners,
        requestRoutingRules,
        backendAddressPools,
        sslCertificates,
        targetsPerPool,
        pathRulesPerMap,
      ],
      expected,
    );
  },
  title: (_, sku: string, old: boolean) => `${sku}${old ? ' with old WAF rules' : ''}`,
});
test(limit, 'Standard_v2', false, [200, 100, 400, 100, 100, 1200, 100]);
test(limit, 'WAF_v2', false, [200, 100, 400, 100, 100, 1200, 100]);
test(limit, 'WAF_v2', true, [40, 40, 40, 100, 40, 1200, 100]);
test(limit, 'Basic', false, [5, 5, 5, 5, 100, 5, 100]);
test(limit, 'basic', true, [5, 5, 5, 5, 100, 5, 100]);

test('what can be over a limit has a name', (t) => {
  t.deepEqual(Object.keys(COLLECTION_WORDS).toSorted(), [...COLLECTIONS].toSorted());
  t.is(new Set(Object.values(COLLECTION_WORDS)).size, COLLECTIONS.length);
});
