import type { ObjectMeta } from '../../cluster/objects.ts';
import {
  at,
  integer,
  present,
  refuse,
  requiredText,
  struct,
  text,
  textMap,
  type Field,
  type Rule,
} from './fields.ts';
import { dnsLabel, labelValue, qualifiedName } from './names.ts';

/** In bytes, keys and values together. */
const ANNOTATIONS_LIMIT = 256 * 1024;
const RFC3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

const time: Rule<string> = (value) =>
  RFC3339.test(value) && !Number.isNaN(Date.parse(value))
    ? null
    : `must be an RFC 3339 time such as 2026-01-31T12:00:00Z, not ${JSON.stringify(value)}`;

/** Keys of annotations are compared in lower case. */
const annotationKey: Rule<string> = (key) => qualifiedName(key.toLowerCase());

export const readLabels = (field: Field) => textMap(field, qualifiedName, labelValue);

/** `metadata` of a namespaced object, or of a cluster-scoped one, whose namespace an API server drops. */
export function readMetadata(
  root: Field,
  scope: 'namespaced' | 'cluster',
  nameRule: Rule<string>,
): ObjectMeta {
  const metadata = struct(at(root, 'metadata'));
  const namespace = text(at(metadata, 'namespace'), (value) => (value === '' ? null : dnsLabel(value)));
  return present({
    namespace: scope === 'cluster' ? '' : namespace || 'default',
    name: requiredText(at(metadata, 'name'), nameRule),
    uid: text(at(metadata, 'uid')),
    resourceVersion: text(at(metadata, 'resourceVersion')),
    generation: integer(at(metadata, 'generation')),
    creationTimestamp: text(at(metadata, 'creationTimestamp'), time),
    deletionTimestamp: text(at(metadata, 'deletionTimestamp'), time),
    labels: readLabels(at(metadata, 'labels')),
    annotations: readAnnotations(at(metadata, 'annotations')),
  });
}

function readAnnotations(field: Field) {
  const annotations = textMap(field, annotationKey);
  let bytes = 0;
  for (const entry of Object.entries(annotations ?? {})) bytes += Buffer.byteLength(entry.join(''));
  if (bytes > ANNOTATIONS_LIMIT) refuse(field, `must have at most ${ANNOTATIONS_LIMIT} bytes, not ${bytes}`);
  return annotations;
}
