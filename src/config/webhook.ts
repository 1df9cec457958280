/** The admission webhooks: docs/webhook.md. */
import { z } from 'zod';
import { CATALOGUE } from '../diagnostics/catalogue/index.ts';

const seconds = (usual: number) => z.number().int().min(1).max(3600).default(usual);
const CODE = z.string().refine((code) => code in CATALOGUE, 'no diagnostic has this code');
const VERDICT = z.enum(['off', 'warn', 'enforce']);

const CERTIFICATE = z.strictObject({
  mode: z
    .enum(['self', 'files'])
    .default('self')
    .describe(
      'self: made and rotated by the controller, in a Secret; files: tls.crt and tls.key of a folder.',
    ),
  folder: z.string().min(1).default('/etc/appgw-ingress-webhook').describe('Where the files are.'),
  secret: z.string().min(1).default('appgw-ingress-webhook').describe('Name of the Secret.'),
  service: z
    .string()
    .min(1)
    .default('appgw-ingress-webhook')
    .describe('Name of the Service in front, in the namespace of the Lease.'),
  configuration: z
    .string()
    .min(1)
    .default('appgw-ingress')
    .describe('Name of both webhook configurations, which are told the authority.'),
});

const PRE_STOP = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .describe(
      'Whether containers without a preStop hook get one that sleeps until the gateway has been told.',
    ),
  seconds: seconds(60).describe('How long, before any operation of a gateway was measured.'),
  most: seconds(300).describe('No longer than that, whatever was measured.'),
});

export const WEBHOOK = z.strictObject({
  enabled: z.boolean().default(false).describe('Whether the webhooks are served.'),
  port: z.number().int().min(0).max(65_535).default(9443).describe('Port of both, over https.'),
  certificate: CERTIFICATE.prefault({}).describe('What they are served with.'),
  preStop: PRE_STOP.prefault({}).describe('How pods of opted-in namespaces end.'),
  validate: VERDICT.default('warn').describe(
    'What becomes of an Ingress that would be held back, where the label of its namespace does not say.',
  ),
  codes: z
    .record(CODE, VERDICT)
    .default({})
    .describe('The same by code of the diagnostic; never more than what holds in the namespace.'),
});

export type WebhookSettings = Readonly<z.output<typeof WEBHOOK>>;
