/** The gateways that the emulator starts with: those of the state file, and the given ones that it lacks. */
import { randomUUID } from 'node:crypto';
import type { JsonObject, RawFirewallPolicy, RawGateway } from '../../../appgw/wire.ts';
import { describeClientAuthorities } from '../certificates/authorities.ts';
import { installUsable } from '../certificates/install.ts';
import { admitFirewallPolicy } from '../firewall/admit.ts';
import { associations } from '../firewall/associations.ts';
import { canonicalState } from '../model/canonical.ts';
import { identify } from '../model/identity.ts';
import { finish } from './admit.ts';
import { newEtag } from './lifecycle.ts';
import type { Store } from './store.ts';

/** `gateways` by resource id. They are taken as given: nothing is validated. */
export function restore(store: Store, gateways: Readonly<Record<string, RawGateway>>): void {
  for (const stored of store.list()) store.set(stored.id ?? '', settle(stored));
  for (const [id, document] of Object.entries(gateways)) {
    if (!store.get(id)) store.set(id, given(id, document));
  }
  for (const { policy } of store.list().flatMap(associations)) {
    const { firewallPolicies } = store;
    if (!firewallPolicies.get(policy)) firewallPolicies.set(policy, plainPolicy(policy, store));
  }
}

function given(id: string, document: RawGateway): RawGateway {
  const known = describeClientAuthorities(installUsable(identify(canonicalState({ ...document }), id)));
  const properties: JsonObject = { resourceGuid: randomUUID(), ...known.properties };
  return settle({ ...known, properties });
}

/** What a given gateway refers to is there, too: a policy that blocks, with nothing but managed rules. */
const plainPolicy = (id: string, store: Store): RawFirewallPolicy =>
  admitFirewallPolicy(
    {
      location: store.list()[0]?.location ?? 'westeurope',
      properties: {
        policySettings: { mode: 'Prevention' },
        managedRules: {
          managedRuleSets: [{ ruleSetType: 'Microsoft_DefaultRuleSet', ruleSetVersion: '2.1' }],
        },
      },
    },
    id,
    null,
  );

/** An operation that was under way when the process ended counts as done; a failure is kept. */
function settle(document: RawGateway): RawGateway {
  const { provisioningState, operationalState } = document.properties;
  return finish(document, {
    etag: newEtag(),
    provisioningState: provisioningState === 'Failed' ? 'Failed' : 'Succeeded',
    operationalState: operationalState === 'Stopped' ? 'Stopped' : 'Running',
  });
}
