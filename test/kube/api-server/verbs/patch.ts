/** PATCH in its four forms; each makes a whole object of the stored one, which then replaces it. */
import type { Call, Cluster, Reply } from '../cluster.ts';
import { bodyOf } from '../cluster.ts';
import { badRequest, cause, invalid, notFound, unsupportedMediaType } from '../failures.ts';
import { applyConfiguration } from '../fields/apply.ts';
import { leavesOf } from '../fields/leaves.ts';
import { isMap, mapAt, textAt, without } from '../objects.ts';
import type { JsonMap, KubeObject } from '../objects.ts';
import { jsonPatch } from '../patching/json-patch.ts';
import { mergePatch } from '../patching/merge-patch.ts';
import { strategicMerge } from '../patching/strategic-merge.ts';
import { createObject } from './create.ts';
import { findStored, readStored } from './read.ts';
import { replaceObject } from './replace.ts';
import { writeOptions } from './write-options.ts';

export const PATCH_TYPES = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;
export type PatchType = keyof typeof PATCH_TYPES;

export function patch(cluster: Cluster, call: Call): Reply {
  if (call.contentType === PATCH_TYPES.apply) return apply(cluster, call);
  const old = readStored(cluster, call);
  const patched = patchedObject(call, old);
  const options = writeOptions(cluster, call);
  const { object, warnings } = replaceObject(cluster, call.resource, old, patched, options);
  return { status: 200, body: object, warnings };
}

function patchedObject(call: Call, old: KubeObject): JsonMap {
  const target = old;
  const patched = applyPatch(call, target);
  if (!isMap(patched)) throw badRequest('the patch makes no object of it');
  return patched;
}

function applyPatch({ resource, contentType, body }: Call, target: JsonMap): unknown {
  if (contentType === PATCH_TYPES.json) return jsonPatch(target, body);
  if (!isMap(body)) throw badRequest('error decoding patch: an object is expected');
  if (contentType === PATCH_TYPES.merge) return mergePatch(target, body);
  if (contentType !== PATCH_TYPES.strategic || resource.isCustom) throw unsupportedMediaType(contentType);
  return strategicMerge(target, body, resource.listKeys);
}

/** Server-side apply. Creates where there is nothing yet. */
function apply(cluster: Cluster, call: Call): Reply {
  const { resource, namespace, name, query, subresource } = call;
  const options = writeOptions(cluster, call, 'Apply');
  if ((query.get('fieldManager') ?? '') === '') {
    const missing = cause('fieldManager', 'is required for apply patch', 'FieldValueRequired');
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [missing]);
  }
  const body = bodyOf(call);
  if (mapAt(body, 'metadata')['managedFields'] !== undefined) {
    throw badRequest('metadata.managedFields must be nil');
  }
  const configuration = configurationOf(body, subresource);
  const live = findStored(cluster, call);
  if (!live) {
    if (subresource !== '') throw notFound(resource, name);
    const named = { ...configuration, metadata: { ...mapAt(configuration, 'metadata'), name } };
    const leaves = leavesOf(configuration, resource.listKeys);
    const { object, warnings } = createObject(cluster, resource, namespace, named, options, leaves);
    return { status: 201, body: object, warnings };
  }
  const force = query.get('force') === 'true';
  const { manager } = options;
  const next = applyConfiguration(live, configuration, manager, force, resource.listKeys);
  const revision = textAt(body['metadata'], 'resourceVersion') || live.metadata.resourceVersion;
  const content = {
    ...next.object,
    metadata: { ...mapAt(next.object, 'metadata'), resourceVersion: revision },
  };
  const { object, warnings } = replaceObject(cluster, resource, live, content, options, next.leaves);
  return { status: 200, body: object, warnings };
}

/** The part of the object that the endpoint writes. */
const configurationOf = (body: JsonMap, subresource: string): JsonMap =>
  subresource === 'status'
    ? { apiVersion: body['apiVersion'], kind: body['kind'], status: body['status'] ?? {} }
    : without(body, 'status');
