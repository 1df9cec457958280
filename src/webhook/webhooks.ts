/**
 * The admission webhooks. In: what the API server asks about one pod or one Ingress, and the snapshot that this replica
 * has. Out: a verdict.
 *
 *   /pods ──────► is it behind an Ingress of ours? ─► gate, preStop hooks (`inject.ts`)
 *   /ingresses ─► what would the controller say of it that it does not say now? (`validate.ts`)
 *
 * Every replica answers, leader or not. Nothing is written and nothing is asked of Azure or the API server: the answer
 * comes from memory. In doubt it is yes, for a webhook must not be in the way. How it is served is in `server.ts`, and
 * with which certificate in `certificate.ts`.
 */
import type { Clock } from '../clock/clock.ts';
import { INGRESS_WEBHOOK, POD_WEBHOOK } from '../api/webhook.ts';
import type { Ingress } from '../cluster/objects.ts';
import type { Snapshot } from '../cluster/snapshot.ts';
import type { ClassOptions } from '../frontends/ingress/classes.ts';
import { backsAnIngress } from './backed.ts';
import { inject, type Injection } from './inject.ts';
import { ALLOWED, type AdmissionRequest, type Verdict } from './review.ts';
import { validate, type ValidateOptions } from './validate.ts';

export interface WebhookOptions {
  readonly snapshot: () => Snapshot;
  /** The namespaces that are served; none: all. */
  readonly namespaces: readonly string[];
  /** The classes of each gateway that is served. */
  readonly gateways: () => readonly ClassOptions[];
  readonly injection: () => Injection;
  /** What the API server sent of an Ingress, as the core reads it. */
  readonly toIngress: (object: object) => Ingress;
  readonly validation: ValidateOptions;
  readonly clock: Clock;
}

export type Webhooks = Readonly<Record<string, (request: AdmissionRequest) => Verdict>>;

/** Of the 3 s that the API server waits. */
const PATIENCE_MS = 2000;
/** How long nothing is judged after that took too long. */
const PAUSE_MS = 60_000;

export function createWebhooks(options: WebhookOptions): Webhooks {
  const { snapshot, namespaces, gateways, injection, toIngress, validation, clock } = options;
  const isServed = (namespace: string): boolean => namespaces.length === 0 || namespaces.includes(namespace);
  let pausedUntil = 0;

  function onPod({ operation, namespace, object, subResource }: AdmissionRequest): Verdict {
    if (operation !== 'CREATE' || subResource || !isServed(namespace)) return ALLOWED;
    const isBacking = (labels: Readonly<Record<string, string>>): boolean =>
      backsAnIngress(snapshot(), gateways(), namespace, labels);
    return { ...ALLOWED, patch: inject(object, injection(), isBacking) };
  }

  function onIngress({ operation, namespace, name, object, subResource }: AdmissionRequest): Verdict {
    const isAsked = (operation === 'CREATE' || operation === 'UPDATE') && !subResource;
    if (!isAsked || !object || !isServed(namespace)) return ALLOWED;
    const startedAt = clock.now();
    if (startedAt < pausedUntil) return ALLOWED;
    const ingress = toIngress(object);
    const metadata = { ...ingress.metadata, namespace, name: ingress.metadata.name || name };
    const verdict = validate(snapshot(), { ...ingress, metadata }, validation);
    if (clock.now() - startedAt > PATIENCE_MS) pausedUntil = clock.now() + PAUSE_MS;
    return verdict;
  }

  return { [POD_WEBHOOK.path]: onPod, [INGRESS_WEBHOOK.path]: onIngress };
}
