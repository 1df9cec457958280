/**
 * What the golden cases of annotations must show. Each annotation NAME has three, in `translate/annotations/`:
 *
 *   NAME-effect   an object that says it, and a gateway that would be another one without it
 *   NAME-bad      a value that is not allowed, and the error that names annotation and value
 *   NAME-merge    two Ingresses that meet on a host or a Service, at least one of which says it
 *
 * In: the texts of a case. Out: what it lacks, in words. What is expected of the gateway is in the case itself.
 */
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments, type Document } from 'yaml';
import { ANNOTATION_PREFIX, ANNOTATIONS, type AnnotationName } from '../../src/api/annotations/catalogue.ts';
import type { Ingress, Service } from '../../src/cluster/objects.ts';
import type { CaseInput } from './pipeline.ts';
import { runCase } from './run-case.ts';

export const NAMES = Object.keys(ANNOTATIONS) as AnnotationName[];
export const PARTS = ['effect', 'bad', 'merge'] as const;
export type Part = (typeof PARTS)[number];

/** Null: nothing is lacking. */
export async function lackOf(
  part: Part,
  name: AnnotationName,
  input: CaseInput,
  diagnostics: string,
): Promise<string | null> {
  const documents = parseAllDocuments(input.manifests) as Document[];
  const key = `${ANNOTATION_PREFIX}${name}`;
  const texts = documents
    .map((document) => document.getIn(placeOf(key)))
    .filter((text) => typeof text === 'string');
  const isAllowed = (text: string): boolean => ANNOTATIONS[name].type.parse(text.trim()) !== undefined;
  switch (part) {
    case 'effect':
      if (!texts.some(isAllowed)) return 'no object says it in a way that is allowed';
      return (await isIdle(key, documents, input)) ? 'the gateway is the same without it' : null;
    case 'bad':
      if (texts.every(isAllowed)) return 'no object says it in a way that is not allowed';
      return diagnostics.includes(`: Annotation ${key} has the value `) ? null : 'nobody is told';
    case 'merge':
      if (!texts.some(isAllowed)) return 'no object says it in a way that is allowed';
      return doIngressesMeet(documents) ? null : 'no two Ingresses meet on a host or a Service';
  }
}

const placeOf = (key: string): readonly string[] => ['metadata', 'annotations', key];

async function isIdle(key: string, documents: readonly Document[], input: CaseInput): Promise<boolean> {
  const withIt = await runCase('translate', input);
  for (const document of documents) {
    if (document.hasIn(placeOf(key))) document.deleteIn(placeOf(key));
  }
  const manifests = documents.map(String).join('---\n');
  const without = await runCase('translate', { ...input, manifests });
  return isDeepStrictEqual(withIt.get('out.json'), without.get('out.json'));
}

function doIngressesMeet(documents: readonly Document[]): boolean {
  const objects = documents.map((document) => document.toJS() as Ingress | Service | null);
  const seen = objects.flatMap((object) =>
    object?.kind === 'Ingress' ? [...new Set(meetingPoints(object))] : [],
  );
  return new Set(seen).size < seen.length;
}

function meetingPoints({ metadata, spec }: Ingress): readonly string[] {
  const extension = metadata.annotations?.[`${ANNOTATION_PREFIX}hostname-extension`] ?? '';
  const hosts = [...(ANNOTATIONS['hostname-extension'].type.parse(extension) ?? [])];
  const services: string[] = [];
  for (const { host = '', http } of spec.rules ?? []) {
    hosts.push(host);
    services.push(...(http?.paths ?? []).map(({ backend }) => backend.service?.name ?? ''));
  }
  return [
    ...hosts.map((host) => `host ${host}`),
    ...services.map((service) => `Service ${metadata.namespace}/${service}`),
  ];
}
