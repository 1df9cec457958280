/** What is done about the readiness gate of pods: docs/readiness-gate.md. */
import { z } from 'zod';

export const READINESS_GATE = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .describe('Whether Pods are watched, and their gate is opened once the gateway has their address.'),
  waitForHealthy: z
    .boolean()
    .default(false)
    .describe("Whether a gate also waits until the gateway's own probe finds the address healthy."),
  timeoutSeconds: z
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(300)
    .describe('After so long with all its containers ready a pod gets its gate whatever the gateway says.'),
});

export type ReadinessGate = Readonly<z.output<typeof READINESS_GATE>>;
