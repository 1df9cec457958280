/** The values of what stands between the cluster's owners and their pods and Ingresses: gates and webhooks. */
import { z } from 'zod';

const seconds = (usual: number, most: number) => z.int().min(1).max(most).default(usual);
const VERDICT = z.enum(['off', 'warn', 'enforce']);

export const READINESS_GATE_VALUES = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe('Whether gates are opened; grants patch on pods/status. The webhook puts them into pods.'),
    waitForHealthy: z
      .boolean()
      .default(false)
      .describe("Whether a gate also waits until the gateway's own probe finds the address healthy."),
    timeoutSeconds: seconds(300, 86_400).describe(
      'After so long with all its containers ready a pod gets its gate whatever the gateway says.',
    ),
  })
  .describe('Pods count as ready once the gateway has them (docs/readiness-gate.md).');

const PRE_STOP = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe('Whether containers without a preStop hook get one that sleeps until the gateway was told.'),
    seconds: seconds(60, 3600).describe('How long, before any operation of a gateway was measured.'),
    most: seconds(300, 3600).describe('No longer than that, whatever was measured.'),
  })
  .describe('How pods end, in namespaces with the label of the readiness gate.');

const CERT_MANAGER = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe('Whether cert-manager makes the certificate. Else the controller makes and rotates it.'),
    issuerRef: z
      .looseObject({})
      .default({})
      .describe('Issuer of the certificate, which has to tell its CA. Empty: a self-signed one is made.'),
  })
  .describe('Certificate of the webhooks.');

export const WEBHOOK_VALUES = z
  .strictObject({
    enabled: z.boolean().default(false).describe('Makes both webhooks, for pods and for Ingresses.'),
    failurePolicy: z
      .enum(['Ignore', 'Fail'])
      .default('Ignore')
      .describe(
        'Of the webhook for Ingresses when no replica answers. That for pods is always ignored then.',
      ),
    timeoutSeconds: seconds(3, 30).describe('How long the API server waits for an answer.'),
    validate: VERDICT.default('warn').describe(
      'What becomes of an Ingress that would be held back, where the label appgw-ingress.dev/validate of its namespace does not say.',
    ),
    codes: z
      .record(z.string(), VERDICT)
      .default({})
      .describe('The same by code of the diagnostic; never more than what holds in the namespace.'),
    preStop: PRE_STOP,
    certManager: CERT_MANAGER,
  })
  .describe('The admission webhooks (docs/webhook.md).');
