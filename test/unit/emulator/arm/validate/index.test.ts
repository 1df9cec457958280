import test from 'ava';
import { ID, child, smallest, startArm } from '../_harness.ts';
import { testRules } from './_rules.ts';

testRules({
  'the smallest document': [{}],
  'the first broken rule is the one that is reported': [
    { gatewayIPConfigurations: [child('ip', {})], frontendPorts: [child('p80', { port: 0 })] },
    'SubnetIsRequired',
    /ip/,
  ],
});

test('a body that is no object, and one without location', async (t) => {
  const arm = startArm(t);
  t.like((await arm.call('PUT', ID, [1])).body, { error: { code: 'InvalidRequestContent' } });
  t.like((await arm.call('PUT', ID)).body, { error: { code: 'InvalidRequestContent' } });
  t.like((await arm.put({ properties: {} })).body, { error: { code: 'LocationRequired' } });
});

test('a refused PUT changes nothing', async (t) => {
  const arm = startArm(t);
  await arm.settle(smallest());
  const before = await arm.get();
  t.is((await arm.put(smallest({ frontendPorts: [] }))).status, 400);
  t.deepEqual((await arm.get()).body, before.body);
  t.is(arm.applied.length, 1);
});
