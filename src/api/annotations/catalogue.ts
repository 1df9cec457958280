/**
 * The annotations of Ingresses: the one source of what is read, of how it is checked, of docs/reference/annotations.md
 * and of `spec.defaults` of an ApplicationGateway. Names follow the prefix; those of AGIC have its meaning.
 * In: nothing. Out: the rows, and the type of what they say together. Who applies them is not known here.
 */
import type { Annotation } from './annotation.ts';
import { BACKEND_ANNOTATIONS } from './backends.ts';
import { FRONTEND_ANNOTATIONS } from './frontends.ts';
import { PROBE_ANNOTATIONS } from './probes.ts';
import { REDIRECT_ANNOTATIONS } from './redirects.ts';
import { REWRITE_ANNOTATIONS } from './rewrites.ts';
import { TLS_ANNOTATIONS } from './tls.ts';

export const ANNOTATION_PREFIX = 'appgw.ingress.kubernetes.io/';

export const ANNOTATIONS = {
  ...TLS_ANNOTATIONS,
  ...REDIRECT_ANNOTATIONS,
  ...REWRITE_ANNOTATIONS,
  ...BACKEND_ANNOTATIONS,
  ...PROBE_ANNOTATIONS,
  ...FRONTEND_ANNOTATIONS,
} as const;

export type AnnotationName = keyof typeof ANNOTATIONS;
type ValueOf<A> = A extends Annotation<infer T> ? T : never;

/** What an object says by its annotations; what it does not say, or not in a way that can be read, is absent. */
export type AnnotationValues = { readonly [N in AnnotationName]?: ValueOf<(typeof ANNOTATIONS)[N]> };
