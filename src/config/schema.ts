/** The configuration: every setting once, with its meaning, its default and what is allowed. */
import { z } from 'zod';
import { INSTANCE_PATTERN } from './instance.ts';

const SERVICE_NAME = /^(?:[a-z0-9]([-a-z0-9]*[a-z0-9])?\/)?[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

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
  replaceForeign: z
    .array(z.string().min(1))
    .default([])
    .readonly()
    .describe('Names of foreign routing rules that may be replaced, with what only they reach.'),
  pfxEncryption: z
    .enum(['3des', 'aes256'])
    .default('3des')
    .describe('Encryption of uploaded certificates. Application Gateway is known to take 3des.'),
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
});

/** Frozen; every command works on one of these and reads no environment of its own. */
export type Config = Readonly<z.output<typeof CONFIG>>;
export type ConfigInput = z.input<typeof CONFIG>;
export type Setting = keyof Config;
