/**
 * The values of the Helm chart: one schema that values.yaml, values.schema.json and the reference page are made of. What
 * belongs to one gateway is in `gateway` and becomes an ApplicationGateway; the rest configures the controller. What must
 * not be weakened (user, capabilities, read-only root) is no value.
 */
import { z } from 'zod';
import { annotationDefaults, CONFIG_VALUES, gatewayWide, policy } from './chart-config.ts';
import { AZURE, SERVICE_ACCOUNT } from './chart-identity.ts';
import { METRICS } from './chart-monitoring.ts';
import { READINESS_GATE_VALUES, WEBHOOK_VALUES } from './chart-webhook.ts';
import { defaultBackendValues, schedulingValues, UNINSTALL, workloadValues } from './chart-workloads.ts';
import {
  addressOrEmpty,
  adoptOrEmpty,
  dnsLabel,
  dnsName,
  dnsNameOrEmpty,
  gatewayIdOrEmpty,
  instanceOrEmpty,
} from './patterns.ts';

const GATEWAY = z
  .strictObject({
    resourceId: gatewayIdOrEmpty()
      .default('')
      .describe(
        'Resource id of the gateway. Empty: the chart makes no ApplicationGateway, and you make your own.',
      ),
    name: dnsNameOrEmpty()
      .default('')
      .describe('Name of the ApplicationGateway that the class points to. Empty: the name of the class.'),
    frontend: z
      .enum(['auto', 'public', 'private'])
      .default('auto')
      .describe('Frontend of Ingresses that name none; auto: public where the gateway has a public one.'),
    unnamedClasses: z
      .boolean()
      .default(true)
      .describe(
        'Whether classes of ours without parameters, such as the one of AGIC, and Ingresses with the legacy class annotation lead to this gateway too.',
      ),
    adopt: adoptOrEmpty()
      .default('')
      .describe(
        'Whose configuration is taken over in one PUT: agic, agic:PREFIX or instance:NAME. Empty: nobody’s.',
      ),
    defaults: annotationDefaults('spec.defaults of the ApplicationGateway.'),
    policy: policy('spec.policy of the ApplicationGateway.'),
    settings: gatewayWide('spec.gateway of the ApplicationGateway.'),
    replaceForeign: z
      .array(z.string().min(1).max(80))
      .default([])
      .describe('Names of routing rules of others that may be replaced, with what only they reach.'),
    address: z
      .strictObject({
        type: z
          .enum(['ip', 'hostname'])
          .default('ip')
          .describe("What the Ingresses are told: the frontend's address, or its public IP's DNS name."),
        override: addressOrEmpty()
          .default('')
          .describe('Told instead of what the gateway has: an IP address or a DNS name.'),
      })
      .describe('Which address the Ingresses are told, and with them external-dns.'),
  })
  .describe('The gateway. More of them: one ApplicationGateway and one IngressClass each.');

const INGRESS_CLASS = z
  .strictObject({
    create: z
      .boolean()
      .default(true)
      .describe('Makes the class; one of that name that others made is left as it is.'),
    name: dnsName().default('azure-application-gateway').describe('Name of the class.'),
    default: z.boolean().default(false).describe('Whether Ingresses that name no class are of this one.'),
  })
  .describe('The IngressClass of the gateway.');

const NETWORK_POLICY = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe('Makes NetworkPolicies for the controller and the default backend.'),
    metricsFrom: z
      .array(z.looseObject({}))
      .default([])
      .describe('Who may scrape, as NetworkPolicyPeers. Empty: every pod of the cluster.'),
    gatewaySubnets: z
      .array(z.string())
      .default([])
      .describe('CIDRs of the subnets of the gateways: who may reach the default backend. Empty: everybody.'),
    extraEgress: z
      .array(z.looseObject({}))
      .default([])
      .describe('Further egress rules of the controller, such as to a proxy.'),
  })
  .describe('What the pods may reach, and who may reach them.');

export const CHART_VALUES = z.strictObject({
  nameOverride: dnsNameOrEmpty().default('').describe('Replaces the name of the chart in names.'),
  fullnameOverride: dnsNameOrEmpty().default('').describe('Replaces release and chart in names.'),
  global: z.looseObject({}).default({}).describe('Values of a parent chart; not read.'),
  instance: instanceOrEmpty()
    .default('')
    .describe(
      'Name of this installation: the first part of the name of everything that it owns on a gateway. Empty: made of the cluster and the release.',
    ),
  mode: z
    .enum(['apply', 'plan'])
    .default('apply')
    .describe('apply, or plan: everything but writing to the gateway.'),
  namespaces: z
    .array(dnsLabel())
    .default([])
    .describe(
      "Only these namespaces are read and served, and the release's own, where the default backend is. Empty: all.",
    ),
  controllerName: z
    .string()
    .min(1)
    .default('azure/application-gateway')
    .describe('spec.controller of the IngressClasses to serve.'),
  sslRedirect: z
    .boolean()
    .default(true)
    .describe(
      'Whether plain HTTP redirects to https on hosts with TLS, where neither Ingress nor gateway says.',
    ),
  pfxEncryption: z
    .enum(['3des', 'aes256'])
    .default('3des')
    .describe('Encryption of uploaded certificates. Application Gateway is known to take 3des.'),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('What is logged.'),
  config: CONFIG_VALUES,
  gateway: GATEWAY,
  ingressClass: INGRESS_CLASS,
  azure: AZURE,
  serviceAccount: SERVICE_ACCOUNT,
  ...workloadValues(),
  ...schedulingValues(),
  defaultBackend: defaultBackendValues(),
  readinessGate: READINESS_GATE_VALUES,
  webhook: WEBHOOK_VALUES,
  metrics: METRICS,
  networkPolicy: NETWORK_POLICY,
  uninstall: UNINSTALL,
});

export type ChartValues = z.input<typeof CHART_VALUES>;
