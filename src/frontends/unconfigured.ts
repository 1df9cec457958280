import type { AnnotationValues } from '../api/annotations/catalogue.ts';
import type { Snapshot } from '../cluster/snapshot.ts';
import type { Owner } from '../routing/model.ts';
import type { ResolvedBackend } from './backend.ts';
import type { FrontendOptions } from './options.ts';
import type { Report } from './report.ts';

/** A backend, and everything that decides how it is spoken to and probed. */
export interface Unconfigured {
  readonly owner: Owner;
  readonly own: AnnotationValues;
  readonly values: AnnotationValues;
  readonly backend: ResolvedBackend;
  /** Host that its probe asks for where nobody says; null: none is known. */
  readonly probeHost: string | null;
  readonly snapshot: Snapshot;
  readonly options: FrontendOptions;
  readonly report: Report;
}
