/** References to Services, and what they resolve to. */
import type { IngressBackend, Service, ServicePort } from '../cluster/objects.ts';
import type { Diagnostic, ObjectRef } from '../diagnostics/diagnostic.ts';
import type { Pool } from '../routing/model.ts';

export type ServiceReference = NonNullable<IngressBackend['service']>;

/** A backend before it is known how it is spoken to and probed. */
export interface ResolvedBackend {
  readonly pool: Pool;
  readonly port: number;
  /** Null where there is none, or not the port. */
  readonly target: { readonly service: Service; readonly port: ServicePort } | null;
}

export interface Resolution {
  /** Null: refused, the reason is among `problems`. */
  readonly backend: ResolvedBackend | null;
  /** Given the object that refers to the Service, what to tell its owner. */
  readonly problems: (referrer: ObjectRef) => readonly Diagnostic[];
}

export type TargetType = 'pod' | 'node';

export type BackendResolver = (
  namespace: string,
  reference: ServiceReference,
  targetType?: TargetType,
) => Resolution;
