/**
 * `spec.defaults` of an ApplicationGateway: the annotations that may be given for all Ingresses of a gateway, in the
 * spelling of the API, with the type and the limits that the catalogue gives them.
 */
import { z } from 'zod';
import type { Annotation } from './annotations/annotation.ts';
import { ANNOTATIONS, type AnnotationName, type AnnotationValues } from './annotations/catalogue.ts';

const NAMES = (Object.keys(ANNOTATIONS) as AnnotationName[]).filter((name) => ANNOTATIONS[name].defaultable);

/** `ssl-redirect` -> `sslRedirect`. */
export const fieldName = (annotation: string): string =>
  annotation.replace(/-([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());

export const ANNOTATION_DEFAULTS = z
  .object(
    Object.fromEntries(NAMES.map((name) => [fieldName(name), schemaOf(ANNOTATIONS[name]).exactOptional()])),
  )
  .describe(
    'What holds where neither an Ingress nor its class says anything; what is absent here, the configuration of the controller says.',
  );

export type AnnotationDefaults = { readonly [field: string]: boolean | number | string };

export const toAnnotationValues = (defaults: AnnotationDefaults): AnnotationValues =>
  Object.fromEntries(
    NAMES.flatMap((name) => {
      const given = defaults[fieldName(name)];
      return given === undefined ? [] : [[name, ANNOTATIONS[name].type.parse(String(given))]];
    }),
  );

function schemaOf({ type, description }: Annotation<unknown>): z.ZodType<boolean | number | string> {
  switch (type.json) {
    case 'boolean':
      return z.boolean().describe(description);
    case 'integer':
      return z.int().min(type.range![0]).max(type.range![1]).describe(description);
    case 'string':
      return z
        .string()
        .max(8192)
        .refine((text) => type.parse(text) !== undefined, type.allowed)
        .describe(`${description} Allowed: ${type.allowed}.`);
  }
}
