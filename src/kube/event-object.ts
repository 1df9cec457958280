/** A diagnostic in the form of an Event of events.k8s.io/v1, within the lengths that the API server allows. */
import { createHash } from 'node:crypto';
import type { Diagnostic, ObjectRef } from '../diagnostics/diagnostic.ts';
import { render } from '../diagnostics/render.ts';
import type { ObjectIdentity } from './cluster-source.ts';
import { microTime } from './lease-object.ts';

const NOTE_LIMIT = 1024;
const NAME_LIMIT = 253;

export interface EventReporter {
  /** Such as `appgw-ingress.dev/controller`. */
  readonly controller: string;
  /** Such as the pod's name. */
  readonly instance: string;
}

export interface EventObject {
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly [field: string]: unknown;
}

export function eventObject(
  diagnostic: Diagnostic & { readonly object: ObjectRef },
  identity: ObjectIdentity,
  { controller, instance }: EventReporter,
  now: number,
): EventObject {
  const { object, code } = diagnostic;
  const { severity, message, hint } = render(diagnostic);
  // Events about cluster-scoped objects live in `default`.
  const namespace = object.namespace || 'default';
  const suffix = `.${hashOf(dedupeKey(diagnostic, identity), String(now))}`;
  return {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { namespace, name: object.name.slice(0, NAME_LIMIT - suffix.length) + suffix },
    eventTime: microTime(now),
    type: severity === 'info' ? 'Normal' : 'Warning',
    reason: camelCase(code),
    action: 'Reconcile',
    note: shortened(`${message} ${hint}`),
    reportingController: controller,
    reportingInstance: instance,
    regarding: {
      apiVersion: identity.apiVersion,
      kind: object.kind,
      ...(object.namespace === '' ? {} : { namespace: object.namespace }),
      name: object.name,
      uid: identity.uid,
      resourceVersion: identity.resourceVersion,
    },
  };
}

/** What happened `count` times, the last time at `now`. */
export const seriesPatch = (count: number, now: number) => ({
  series: { count, lastObservedTime: microTime(now) },
});

/** Equal keys are the same event happening again. */
export const dedupeKey = ({ code, detail }: Diagnostic, { uid }: ObjectIdentity): string =>
  hashOf(uid, code, JSON.stringify(detail));

const hashOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);

/** `TLS_SECRET_MISSING` -> `TlsSecretMissing`. */
const camelCase = (code: string): string =>
  code
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('');

/** The limit is in bytes. */
function shortened(note: string): string {
  if (Buffer.byteLength(note) <= NOTE_LIMIT) return note;
  const bytes = Buffer.from(note).subarray(0, NOTE_LIMIT - Buffer.byteLength('…'));
  return `${bytes.toString().replace(/\uFFFD+$/, '')}…`;
}
