import test from 'ava';
import type { DesiredFirewallPolicy } from '../../../src/appgw/desired.ts';
import { firewallPolicyName } from '../../../src/appgw/firewall-policy.ts';
import type { JsonObject, RawFirewallPolicy, RawGateway } from '../../../src/appgw/wire.ts';
import { ArmError, type ArmErrorKind } from '../../../src/controller/arm-error.ts';
import { keepFirewallPolicies, planFirewallPolicies } from '../../../src/controller/firewall-policies.ts';
import type { FirewallPolicies } from '../../../src/controller/ports.ts';
import { createManualClock } from '../../helpers/manual-clock.ts';

const BASE = '/group/base';
const base = (mode = 'Prevention'): RawFirewallPolicy => ({
  id: BASE,
  location: 'westeurope',
  properties: { policySettings: { mode }, managedRules: { managedRuleSets: [{ ruleSetType: 'x' }] } },
});
const wanted = (ranges: readonly string[], of = BASE): DesiredFirewallPolicy => {
  const name = firewallPolicyName('k1', ranges, of);
  return { name, id: `/group/${name}`, base: of, ranges, owners: ['Ingress/shop/web'] };
};
const ONE = wanted(['10.0.0.0/8']);
const TWO = wanted(['192.0.2.0/24']);
const served = (policy?: DesiredFirewallPolicy, tier = 'WAF_v2'): RawGateway => {
  const properties: JsonObject = policy ? { firewallPolicy: { id: policy.id.toUpperCase() } } : {};
  return { properties: { sku: { tier }, httpListeners: [{ name: 'l', properties }] } };
};

interface World {
  readonly policies: FirewallPolicies;
  readonly stored: Map<string, RawFirewallPolicy>;
  readonly calls: string[];
}

function world(failures: Readonly<Record<string, ArmErrorKind>> = {}): World {
  const stored = new Map<string, RawFirewallPolicy>([[BASE, base()]]);
  const calls: string[] = [];
  const called = (call: string): void => {
    calls.push(call);
    const kind = failures[call];
    if (kind) throw new ArmError({ code: 'Refused', kind, message: 'no' });
  };
  const nameOf = (id: string): string => id.split('/').at(-1)!;
  return {
    stored,
    calls,
    policies: {
      read: async (id) => {
        called(`read ${nameOf(id)}`);
        return stored.get(id) ?? null;
      },
      write: async (id, document) => {
        called(`write ${nameOf(id)}`);
        stored.set(id, { ...document, id, name: nameOf(id) });
      },
      remove: async (id) => {
        called(`remove ${nameOf(id)}`);
        stored.delete(id);
      },
      list: async () => {
        called('list');
        return [...stored.values()];
      },
    },
  };
}

test('what is not there is created, once, and a base is read once for all', async (t) => {
  const { policies, calls } = world();
  const clock = createManualClock();
  const keeper = keepFirewallPolicies(policies, 'k1', clock);
  t.is((await keeper.ensure([ONE, TWO], 'apply')).size, 0);
  t.deepEqual(calls, [
    'read base',
    `read ${ONE.name}`,
    `read ${TWO.name}`,
    `write ${ONE.name}`,
    `write ${TWO.name}`,
  ]);
  calls.length = 0;
  await keeper.ensure([ONE, TWO], 'apply');
  t.deepEqual(calls, [], 'not with every change in the cluster');
  clock.advance(60_000);
  await keeper.ensure([ONE], 'apply');
  t.deepEqual(calls, ['read base', `read ${ONE.name}`], 'nothing differs');
});

test('a base that changes is followed', async (t) => {
  const { policies, stored, calls } = world();
  const clock = createManualClock();
  const keeper = keepFirewallPolicies(policies, 'k1', clock);
  await keeper.ensure([ONE], 'apply');
  stored.set(BASE, { ...base(), properties: { ...base().properties, managedRules: { exclusions: [1] } } });
  clock.advance(60_000);
  await keeper.ensure([ONE], 'apply');
  t.is(calls.at(-1), `write ${ONE.name}`);
  t.deepEqual(stored.get(ONE.id)?.properties['managedRules'], { exclusions: [1] });
});

test('in the mode plan nothing is written', async (t) => {
  const { policies, calls } = world();
  await keepFirewallPolicies(policies, 'k1', createManualClock()).ensure([ONE], 'plan');
  t.deepEqual(calls, ['read base', `read ${ONE.name}`]);
});

const unusable = test.macro({
  exec: async (t, prepared: World, reason: RegExp) => {
    const lost = wanted(['10.0.0.0/8'], '/group/lost');
    const keeper = keepFirewallPolicies(prepared.policies, 'k1', createManualClock());
    const found = await keeper.ensure([lost, ONE], 'apply');
    const [name, said = ''] = [...found][0] ?? [];
    t.is(found.size, 1);
    t.true(name === lost.name || name === ONE.name);
    t.regex(said, reason);
  },
  title: (_, __, reason: RegExp) => `unusable, and nobody else: ${reason.source}`,
});
const permission = { action: 'a/write', scope: '/group' };
test(unusable, world(), /lost, which it copies, is not there/);
test(unusable, world({ 'read lost': 'forbidden' }), /Refused: no/);
test('a permission that is missing is named', async (t) => {
  const { policies } = world();
  const write = async (): Promise<void> => {
    throw new ArmError({ code: 'C', kind: 'forbidden', message: 'm', forbidden: permission });
  };
  const keeper = keepFirewallPolicies({ ...policies, write }, 'k1', createManualClock());
  const found = await keeper.ensure([ONE], 'apply');
  t.is(found.get(ONE.name), 'the controller may not do a/write on /group');
});
test('a policy of our name that is not ours is left alone', async (t) => {
  const { policies, stored } = world();
  stored.set(ONE.id, base());
  const { writes, unusable: found } = await planFirewallPolicies([ONE], policies, 'k1');
  t.deepEqual(writes, []);
  t.regex(found.get(ONE.name) ?? '', /not ours/);
});
test('what concerns the way to ARM concerns everybody', async (t) => {
  const { policies } = world({ 'read base': 'transient' });
  const keeper = keepFirewallPolicies(policies, 'k1', createManualClock());
  await t.throwsAsync(keeper.ensure([ONE], 'apply'), { instanceOf: ArmError });
});

test('swept is what is ours, not wanted, and named by nothing that is served', async (t) => {
  const { policies, stored, calls } = world();
  const keeper = keepFirewallPolicies(policies, 'k1', createManualClock());
  await keeper.ensure([ONE, TWO], 'apply');
  stored.set('/group/other', { ...base(), id: '/group/other', name: `other-waf-${'0'.repeat(12)}` });
  await keeper.sweep([TWO], served(ONE));
  t.true(stored.has(ONE.id), 'a held owner is still served with it');
  await keeper.sweep([TWO], served());
  t.deepEqual([...stored.keys()], [BASE, TWO.id, '/group/other']);
  await keeper.sweep([], served());
  t.false(stored.has(TWO.id));
  calls.length = 0;
  await keeper.sweep([], served());
  await keeper.sweep([], served());
  t.deepEqual(calls, ['list'], 'once nothing of ours is left, nobody looks again');
});

for (const [what, failures, tier] of [
  ['whoever may not list them', { list: 'forbidden' }, 'WAF_v2'],
  ['a deletion that is refused', { [`remove ${ONE.name}`]: 'invalid' }, 'WAF_v2'],
  ['a gateway without a firewall', { list: 'bug' }, 'Standard_v2'],
] as const) {
  test(`sweeping never fails: ${what}`, async (t) => {
    const { policies, stored } = world(failures);
    stored.set(ONE.id, { ...base(), id: ONE.id, name: ONE.name, tags: { 'appgw-ingress-instance': 'k1' } });
    await t.notThrowsAsync(
      keepFirewallPolicies(policies, 'k1', createManualClock()).sweep([], served(undefined, tier)),
    );
  });
}
