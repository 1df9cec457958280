/** The configuration: every setting once, with its meaning, its default and what is allowed. */
import { z } from 'zod';
import { ANNOTATION_DEFAULTS } from '../api/annotation-defaults.ts';
import { GATEWAY_WIDE } from '../api/gateway-spec.ts';
import { ADOPT, ADOPT_SHAPE } from '../api/patterns.ts';
import { POLICY } from '../api/policy.ts';
import { INSTANCE_PATTERN } from './instance.ts';
import { READINESS_GATE } from './readiness-gate.ts';
import { WEBHOOK } from './webhook.ts';

const SERVICE_NAME = /^(?:[a-z0-9]([-a-z0-9]*[a-z0-9])?\/)?[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

const PORT = z.number().int().min(0).max(65_535);

export const CONFIG = z.strictObject({
  instance: z
    .string()
    .regex(INSTANCE_PATTERN, 'at most 16 of a-z, 0-9 and "-", not at an end')
    .default('default')
    .describe(
      'Name of this installation: the first part of the name of everything that it owns on a gateway.',
    ),
  controllerName: z
    .string()
    .min(1)
    .default('azure/application-gateway')
    .describe(
      'spec.controller of the IngressClasses to serve, and the value of the legacy class annotation.',
    ),
  sslRedirect: z
    .boolean()
    .default(true)
    .describe(
      'Whether plain HTTP redirects to https on hosts with TLS, where neither Ingress nor class says.',
    ),
  defaultBackend: z
    .string()
    .regex(SERVICE_NAME, 'a Service as "name" or "namespace/name"')
    .default('default-backend')
    .describe('The Service that answers 404; without a namespace it is looked for in all of them.'),
  defaults: ANNOTATION_DEFAULTS.default({}).describe(
    'Annotations that hold where neither an Ingress nor its class says anything, in the spelling of spec.defaults of an ApplicationGateway.',
  ),
  policy: POLICY.default({}).describe(
    'What namespaces may use beyond their own objects, as spec.policy of an ApplicationGateway has it.',
  ),
  gatewayWide: GATEWAY_WIDE.default({}).describe(
    'Settings of the whole gateway, as spec.gateway of an ApplicationGateway has them.',
  ),
  adopt: z
    .string()
    .regex(ADOPT, ADOPT_SHAPE)
    .optional()
    .describe(
      'Whose configuration on the gateway is taken over in one PUT: agic (agic:PREFIX where its names have one), or instance:NAME of an installation of ours that is gone.',
    ),
  replaceForeign: z
    .array(z.string().min(1))
    .default([])
    .readonly()
    .describe('Names of foreign routing rules that may be replaced, with what only they reach.'),
  pfxEncryption: z
    .enum(['3des', 'aes256'])
    .default('3des')
    .describe('Encryption of uploaded certificates. Application Gateway is known to take 3des.'),
  writeInterval: z
    .number()
    .int()
    .min(1)
    .max(3600)
    .default(5)
    .describe(
      'run: seconds from the end of one PUT to the start of the next. A longer one saves PUTs, each of which cuts WebSockets; a new host, an ACME challenge and a renewed certificate wait for one second at most.',
    ),
  ifMatch: z
    .boolean()
    .default(false)
    .describe(
      'run: whether each PUT carries the etag of the gateway that it was planned for, as If-Match, so that ARM can refuse it once somebody else has written. Not confirmed: whether Application Gateway heeds it.',
    ),
  readinessGate: READINESS_GATE.prefault({}).describe(
    'run: whether pods that carry our readiness gate are served by the gateway before they count as ready.',
  ),
  webhook: WEBHOOK.prefault({}).describe(
    'run: the admission webhooks, which put the gate into pods and judge Ingresses.',
  ),
  azureEnvironment: z
    .enum(['AzurePublicCloud', 'AzureUSGovernment', 'AzureChinaCloud'])
    .default('AzurePublicCloud')
    .describe('The Azure cloud in which the gateway is.'),
  armEndpoint: z
    .url({ protocol: /^https$/ })
    .optional()
    .describe(
      "Another ARM endpoint than the cloud's, such as the emulator's. On loopback no login is needed.",
    ),
  armCa: z.string().min(1).optional().describe('PEM file of the CA to trust at armEndpoint.'),
  gatewayId: z
    .string()
    .min(1)
    .optional()
    .describe('run: resource id of the gateway of all classes that name no ApplicationGateway object.'),
  mode: z
    .enum(['apply', 'plan'])
    .default('apply')
    .describe('run: whether the gateway is written; plan does all but that.'),
  namespaces: z
    .array(z.string().min(1))
    .default([])
    .readonly()
    .describe('run: only the objects of these namespaces are read; none means all.'),
  kubeconfig: z
    .string()
    .min(1)
    .optional()
    .describe('run: kubeconfig file; without it the service account of the pod.'),
  logLevel: z
    .enum(['error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('run: which structured logs are written.'),
  leaseNamespace: z
    .string()
    .min(1)
    .default('appgw-ingress')
    .describe('run: namespace of the Lease by which replicas elect a leader.'),
  healthPort: PORT.default(8081).describe('run: port of /healthz and /readyz.'),
  metricsPort: PORT.default(8080).describe('run: port of /metrics.'),
  debugPort: PORT.default(0).describe(
    'run: port of /debug/plan and /debug/snapshot, on 127.0.0.1 alone; 0: they are off.',
  ),
  statusAddress: z
    .enum(['ip', 'hostname'])
    .default('ip')
    .describe(
      'run: what is written into the status of Ingresses: the address of the public IP, or its DNS name.',
    ),
  publishAddress: z
    .string()
    .min(1)
    .optional()
    .describe('run: written into the status of Ingresses instead of what the gateway has.'),
});

/** Frozen; every command works on one of these and reads no environment of its own. */
export type Config = Readonly<z.output<typeof CONFIG>>;
export type ConfigInput = z.input<typeof CONFIG>;
export type Setting = keyof Config;
