/** An AdmissionReview of the API server, as far as it is read, and the answers to it (admission.k8s.io/v1). */
import { z } from 'zod';

const OBJECT = z.looseObject({});

const REVIEW = z.looseObject({
  request: z.looseObject({
    uid: z.string(),
    operation: z.string(),
    namespace: z.string().default(''),
    name: z.string().default(''),
    subResource: z.string().optional(),
    object: OBJECT.nullish(),
    oldObject: OBJECT.nullish(),
  }),
});

export type AdmissionRequest = z.output<typeof REVIEW>['request'];

export interface JsonPatchOperation {
  readonly op: 'add' | 'replace';
  readonly path: string;
  readonly value: unknown;
}

export interface Verdict {
  /** Null: allowed; else why not. */
  readonly refusal: string | null;
  readonly warnings: readonly string[];
  readonly patch: readonly JsonPatchOperation[];
}

export const ALLOWED: Verdict = { refusal: null, warnings: [], patch: [] };

/** Longer warnings are cut by the API server, without a sign. */
const WARNING_LIMIT = 256;

/** Null: it is no review. */
export function readReview(body: unknown): AdmissionRequest | null {
  const parsed = REVIEW.safeParse(body);
  return parsed.success ? parsed.data.request : null;
}

export const answer = ({ uid }: AdmissionRequest, { refusal, warnings, patch }: Verdict): object => ({
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  response: {
    uid,
    allowed: refusal === null,
    ...(refusal !== null && { status: { code: 403, reason: 'Forbidden', message: refusal } }),
    ...(warnings.length > 0 && { warnings: warnings.map(clipped) }),
    ...(patch.length > 0 && {
      patchType: 'JSONPatch',
      patch: Buffer.from(JSON.stringify(patch)).toString('base64'),
    }),
  },
});

const clipped = (text: string): string =>
  text.length <= WARNING_LIMIT ? text : `${text.slice(0, WARNING_LIMIT - 1)}…`;
