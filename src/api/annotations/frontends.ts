/** Where on the gateway a host stands: its frontend, its ports, its names, its place among the rules, its guard. */
import { annotation } from './annotation.ts';
import { errorPages, extraPort, hostPattern, LAST_FRONTEND_PORT, network, wafPolicyId } from './texts.ts';
import { boolean, integer, listOf, oneOf } from './values.ts';

const OWN = { origin: 'own', scope: 'host' } as const;
const LISTENER = 'httpListeners';
const HELD = { onBadValue: 'heldBack' } as const;

export const FRONTEND_ANNOTATIONS = {
  'use-private-ip': annotation({
    type: boolean,
    scope: 'host',
    absent: 'the frontend of the class',
    example: 'true',
    sets: [`${LISTENER}.frontendIPConfiguration`],
    description:
      'Serves the Ingress on the private frontend alone; "false": on the public one. Each Ingress of a host says so for itself.',
    ...HELD,
  }),
  frontend: annotation({
    ...OWN,
    type: oneOf('public', 'private', 'both'),
    absent: 'the frontend of the class',
    example: 'both',
    sets: [`${LISTENER}.frontendIPConfiguration`],
    description:
      'The frontends that the Ingress is served on. Goes before use-private-ip. Each Ingress of a host says so for itself.',
    ...HELD,
  }),
  'override-frontend-port': annotation({
    type: integer(1, LAST_FRONTEND_PORT),
    scope: 'host',
    absent: '443 on hosts with TLS, else 80',
    example: '8080',
    sets: ['frontendPorts.port', `${LISTENER}.frontendPort`],
    description:
      'Another port instead: of the https site on hosts with TLS, which then have no plain HTTP, else of the plain one. Each Ingress of a host says so for itself.',
  }),
  'listen-ports': annotation({
    ...OWN,
    type: listOf(extraPort, 10),
    absent: 'none',
    example: 'HTTP:8080, HTTPS:8443',
    sets: ['frontendPorts.port', `${LISTENER}.frontendPort`],
    description:
      'More ports on which the Ingress is served, beside the usual ones. A plain one of a host with TLS redirects to https; of a port that is asked for with both, https holds.',
  }),
  'hostname-extension': annotation({
    type: listOf(hostPattern, 50),
    scope: 'host',
    absent: 'none',
    example: '*.shop.example.com, shop-?.example.com',
    sets: [`${LISTENER}.hostNames`],
    description:
      'More names for every rule of the Ingress, also with wildcards that Kubernetes refuses. Up to five that are equally exact share a listener.',
  }),
  'rule-priority': annotation({
    type: integer(1, 20_000),
    scope: 'host',
    absent: 'by how exact the host is',
    example: '120',
    sets: ['requestRoutingRules.priority'],
    description:
      'Number of the first rule of the Ingress; its other rules get the next free ones. Of equal claims the oldest wins. The rule of a host that several share belongs to the oldest Ingress, with TLS to the one whose certificate is shown; claims of the others are told.',
  }),
  'waf-policy': annotation({
    ...OWN,
    type: wafPolicyId,
    absent: 'the policy of the gateway',
    example:
      '/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/shop',
    sets: [`${LISTENER}.firewallPolicy`],
    description: 'WAF policy of the hosts.',
    ...HELD,
    defaultable: true,
  }),
  'waf-policy-for-path': annotation({
    type: wafPolicyId,
    scope: 'path',
    absent: 'the policy of the host',
    example:
      '/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/api',
    sets: ['pathRules.firewallPolicy'],
    description:
      'WAF policy of the paths of the Ingress and of its defaultBackend, instead of that of the host. Paths of other Ingresses on the host keep theirs.',
    ...HELD,
  }),
  'allow-source-ranges': annotation({
    ...OWN,
    type: listOf(network, 600),
    scope: 'path',
    absent: 'everybody',
    example: '203.0.113.0/24, 198.51.100.7',
    sets: ['pathRules.firewallPolicy'],
    description:
      'Only these networks reach the paths of the Ingress and its defaultBackend. Becomes a WAF policy of ours that copies the one which would apply; needs WAF_v2.',
    ...HELD,
  }),
  'custom-error-pages': annotation({
    ...OWN,
    type: errorPages,
    absent: 'the pages of the gateway',
    example: '502=https://static.example.com/502.html',
    sets: [`${LISTENER}.customErrorConfigurations`],
    description: 'Pages for answers that the gateway itself makes.',
    defaultable: true,
  }),
} as const;
