/** WAF policies: written at once, deleted by an operation, and only while nothing refers to them. */
import type { RawFirewallPolicy } from '../../../appgw/wire.ts';
import { admitFirewallPolicy, FIREWALL_TYPE } from '../firewall/admit.ts';
import { isAssociated, withAssociations } from '../firewall/associations.ts';
import { UNCONFIRMED } from '../validate/codes.ts';
import { refusal } from '../validate/refusal.ts';
import { operationUrls } from './operation-url.ts';
import { PATHS, notFound, resourceIdOf } from './paths.ts';
import { ArmRefusal } from './refusal.ts';
import type { Route, RouteDeps } from './route.ts';
import type { Call } from './serve.ts';

export function firewallRoutes({ store, operations, latencyMs, clock }: RouteDeps): readonly Route[] {
  const policies = store.firewallPolicies;
  const shown = (policy: RawFirewallPolicy): RawFirewallPolicy => withAssociations(policy, store.list());
  const idOf = (call: Call): string => resourceIdOf(call, FIREWALL_TYPE);
  return [
    {
      kind: 'listFirewallPolicies',
      method: 'GET',
      path: PATHS.firewallPoliciesOfGroup,
      handler({ params }) {
        const prefix = `/subscriptions/${params['subscription']}/resourceGroups/${params['group']}/`;
        const inGroup = ({ id = '' }: RawFirewallPolicy): boolean =>
          id.toLowerCase().startsWith(prefix.toLowerCase());
        return { status: 200, body: { value: policies.list().filter(inGroup).map(shown) } };
      },
    },
    {
      kind: 'getFirewallPolicy',
      method: 'GET',
      path: PATHS.firewallPolicy,
      handler(call) {
        const policy = policies.get(idOf(call));
        if (!policy) throw notFound(FIREWALL_TYPE, call);
        return { status: 200, headers: { etag: policy.etag ?? '' }, body: shown(policy) };
      },
    },
    {
      kind: 'putFirewallPolicy',
      method: 'PUT',
      path: PATHS.firewallPolicy,
      handler(call) {
        const stored = policies.get(idOf(call));
        const policy = admitFirewallPolicy(call.body, stored?.id ?? idOf(call), stored);
        policies.set(policy.id ?? '', policy);
        return { status: stored ? 200 : 201, body: shown(policy) };
      },
    },
    {
      kind: 'deleteFirewallPolicy',
      method: 'DELETE',
      path: PATHS.firewallPolicy,
      handler(call) {
        const policy = policies.get(idOf(call));
        if (!policy) return { status: 204 };
        if (isAssociated(policy, store.list())) {
          const message = `Policy ${policy.id} cannot be deleted, because application gateways refer to it.`;
          throw new ArmRefusal(400, refusal(UNCONFIRMED.firewallPolicyInUse, message));
        }
        const { id } = operations.start({
          kind: 'Delete',
          changes: null,
          latencyMs: call.effects.latencyMs ?? latencyMs('Delete'),
          ...(call.effects.failure ? { failure: call.effects.failure } : {}),
          work: async () => {
            policies.delete(policy.id ?? '');
            return { status: 204 };
          },
        });
        const { status, result } = operationUrls({
          baseUrl: call.baseUrl,
          subscription: call.params['subscription'] ?? '',
          location: policy.location ?? '',
          id,
          now: clock.now(),
        });
        return { status: 202, headers: { 'azure-asyncoperation': status, location: result } };
      },
    },
  ];
}
