/** WAF policies behind ARM, as raw JSON: those that ours copy, and ours. */
import { API_VERSION } from '../appgw/wire.ts';
import type { RawFirewallPolicy } from '../appgw/wire.ts';
import { ArmError } from '../controller/arm-error.ts';
import type { FirewallPolicies } from '../controller/ports.ts';
import { createArmPipeline, type ArmPipelineOptions } from './arm-pipeline.ts';
import { isObject } from './json.ts';
import { parseGatewayId } from './resource-id.ts';

export interface FirewallPoliciesOptions extends Omit<ArmPipelineOptions, 'subscriptionId'> {
  /** Ours stand in its resource group. */
  readonly gatewayId: string;
}

export function createFirewallPolicies(options: FirewallPoliciesOptions): FirewallPolicies {
  const { subscriptionId, resourceGroup } = parseGatewayId(options.gatewayId);
  const send = createArmPipeline({ ...options, subscriptionId });
  const query = { 'api-version': API_VERSION };
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies`;
  return {
    async read(id, signal) {
      const answer = await send({ method: 'GET', target: id, query, signal }).catch(unlessMissing);
      return answer && asPolicy(answer.body);
    },

    async write(id, document, signal) {
      await send({ method: 'PUT', target: id, query, body: document, signal });
    },

    async remove(id, signal) {
      await send({ method: 'DELETE', target: id, query, signal }).catch(unlessMissing);
    },

    async list(signal) {
      const found: RawFirewallPolicy[] = [];
      let next: string | null = group;
      while (next !== null) {
        const isFirst: boolean = next === group;
        const { body } = await send({ method: 'GET', target: next, ...(isFirst ? { query } : {}), signal });
        const { value, nextLink } = isObject(body) ? body : {};
        found.push(...(Array.isArray(value) ? value : []).filter(isPolicy));
        next = typeof nextLink === 'string' && nextLink !== '' ? nextLink : null;
      }
      return found;
    },
  };
}

const isPolicy = (value: unknown): value is RawFirewallPolicy =>
  isObject(value) && isObject(value['properties']);

function asPolicy(body: unknown): RawFirewallPolicy {
  if (isPolicy(body)) return body;
  throw new ArmError({
    code: 'UnexpectedBody',
    kind: 'transient',
    message: 'the answer to the GET of the WAF policy is not a policy',
  });
}

/** For `catch`: null where there is none. */
function unlessMissing(error: unknown): null {
  if (error instanceof ArmError && error.kind === 'notFound') return null;
  throw error;
}
