/**
 * The kind `ApplicationGateway`: which gateway an IngressClass means, and what holds for everything on it. Classes point
 * to it by `spec.parameters`. This folder is the one source of crds/, of the chart's values and of their reference pages.
 * In: nothing. Out: zod schemas, their types, and the CustomResourceDefinition made of them (`crd.ts`).
 * It must not know who reads the objects or writes their status; the API server is not known here either.
 */
import { z } from 'zod';
import { GATEWAY_SPEC } from './gateway-spec.ts';
import { GATEWAY_STATUS } from './gateway-status.ts';

export const API_GROUP = 'appgw-ingress.dev';
export const API_VERSION = 'v1alpha1';
export const APPLICATION_GATEWAY_KIND = 'ApplicationGateway';
export const APPLICATION_GATEWAYS = 'applicationgateways';

export const APPLICATION_GATEWAY = z
  .object({
    spec: GATEWAY_SPEC,
    status: GATEWAY_STATUS.exactOptional(),
  })
  .describe('One Azure Application Gateway that Ingresses are served by, and what holds for all of them.');

export type ApplicationGatewayInput = z.input<typeof APPLICATION_GATEWAY>;
export type GatewaySpec = z.output<typeof GATEWAY_SPEC>;
export type GatewayStatus = z.output<typeof GATEWAY_STATUS>;

/** What `kubectl get` shows; those with a priority only with `-o wide`. */
export const PRINTER_COLUMNS = [
  { name: 'Programmed', type: 'string', jsonPath: conditionPath('Programmed', 'status') },
  { name: 'Address', type: 'string', jsonPath: '.status.address' },
  { name: 'Served', type: 'integer', jsonPath: '.status.ingresses.served' },
  { name: 'Held back', type: 'integer', jsonPath: '.status.ingresses.heldBack' },
  { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
  { name: 'Accepted', type: 'string', priority: 1, jsonPath: conditionPath('Accepted', 'status') },
  { name: 'Reason', type: 'string', priority: 1, jsonPath: conditionPath('Programmed', 'reason') },
  { name: 'Degraded', type: 'string', priority: 1, jsonPath: conditionPath('Degraded', 'reason') },
  { name: 'Operation', type: 'string', priority: 1, jsonPath: '.status.lastOperation.state' },
  { name: 'Gateway', type: 'string', priority: 1, jsonPath: '.spec.resourceId' },
] as const;

function conditionPath(type: string, member: 'status' | 'reason'): string {
  return `.status.conditions[?(@.type=="${type}")].${member}`;
}
