/** An object in the place of its former self: the common end of PUT and of every PATCH. */
import { isDeepStrictEqual } from 'node:util';
import type { Cluster } from '../cluster.ts';
import { badRequest, cause, conflict, invalid, modifiedMeanwhile } from '../failures.ts';
import type { Leaves } from '../fields/leaves.ts';
import { mapAt, textAt, without } from '../objects.ts';
import type { Draft, JsonMap, KubeObject } from '../objects.ts';
import { hasSubresource } from '../resources/definition.ts';
import type { ResourceDefinition } from '../resources/definition.ts';
import { commit } from './commit.ts';
import type { Written } from './create.ts';
import { decode, draftMetadata } from './decode.ts';
import type { WriteOptions } from './write-options.ts';

export function replaceObject(
  cluster: Cluster,
  resource: ResourceDefinition,
  old: KubeObject,
  body: JsonMap,
  options: WriteOptions,
  applied?: Leaves,
): Written {
  const { draft, warnings } = decode(resource, body, options);
  const given = draftMetadata(draft);
  checkIdentity(resource, old, given);
  const { subresource } = options.manager;
  const object =
    subresource === 'status'
      ? withStatus(resource, old, draft)
      : subresource === 'finalize'
        ? withFinalizers(old, draft)
        : withContent(resource, old, draft);
  const causes = subresource === 'status' ? resource.validateStatus(object) : resource.validate(object, old);
  const addedFinalizers = finalizersAfterDeletion(object, old);
  if (causes.length + addedFinalizers.length > 0) {
    throw invalid(resource, old.metadata.name, [...causes, ...addedFinalizers]);
  }
  const counted = withGeneration(resource, old, object);
  return { object: commit(cluster, resource, old, counted, options, applied), warnings };
}

function checkIdentity(resource: ResourceDefinition, { metadata }: KubeObject, given: JsonMap): void {
  const [name, namespace] = [textAt(given, 'name'), textAt(given, 'namespace')];
  if (name !== metadata.name) {
    throw badRequest(
      `the name of the object (${name}) does not match the name on the URL (${metadata.name})`,
    );
  }
  if (resource.namespaced && namespace !== '' && namespace !== metadata.namespace) {
    throw badRequest(
      `the namespace of the object (${namespace}) does not match the namespace on the request (${metadata.namespace})`,
    );
  }
  const uid = textAt(given, 'uid');
  if (uid !== '' && uid !== metadata.uid) {
    throw conflict(
      resource,
      name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`,
    );
  }
  const revision = textAt(given, 'resourceVersion');
  if (revision === '' && !resource.unconditionalUpdate) {
    throw invalid(resource, name, [
      cause('metadata.resourceVersion', '0x0: must be specified for an update'),
    ]);
  }
  if (revision !== '' && revision !== metadata.resourceVersion) throw modifiedMeanwhile(resource, name);
}

/** Of metadata an author writes labels, annotations, finalizers and owners; the rest stays. */
function keptMetadata(old: KubeObject, draft: Draft): KubeObject['metadata'] {
  const written = ['labels', 'annotations', 'finalizers', 'ownerReferences'];
  const given = draftMetadata(draft);
  const members = written.filter((name) => given[name] !== undefined).map((name) => [name, given[name]]);
  return {
    ...(without(old.metadata as unknown as JsonMap, ...written) as unknown as KubeObject['metadata']),
    ...Object.fromEntries(members),
  };
}

function withContent(resource: ResourceDefinition, old: KubeObject, draft: Draft): KubeObject {
  const hasStatus = hasSubresource(resource, 'status');
  const next: Draft = { ...draft, metadata: keptMetadata(old, draft) };
  if (hasStatus) {
    delete next['status'];
    if (old['status'] !== undefined) next['status'] = old['status'];
  }
  resource.setDefaults(next, old);
  return next as unknown as KubeObject;
}

/** Built-in kinds let labels and annotations through beside the status, custom ones do not. */
const withStatus = (resource: ResourceDefinition, old: KubeObject, draft: Draft): KubeObject => ({
  ...(without(old, 'status') as unknown as KubeObject),
  metadata: resource.isCustom ? old.metadata : keptMetadata(old, draft),
  ...(draft['status'] !== undefined && { status: draft['status'] }),
});

const withFinalizers = (old: KubeObject, draft: Draft): KubeObject => ({
  ...old,
  spec: { ...mapAt(old, 'spec'), finalizers: mapAt(draft, 'spec')['finalizers'] ?? [] },
});

function finalizersAfterDeletion(object: KubeObject, old: KubeObject) {
  if (old.metadata.deletionTimestamp === undefined) return [];
  const before = old.metadata.finalizers ?? [];
  const added = (object.metadata.finalizers ?? []).filter((finalizer) => !before.includes(finalizer));
  return added.length === 0
    ? []
    : [
        cause(
          'metadata.finalizers',
          'no new finalizers can be added if the object is being deleted',
          'FieldValueForbidden',
        ),
      ];
}

function withGeneration(resource: ResourceDefinition, old: KubeObject, object: KubeObject): KubeObject {
  if (resource.generation === 'never') return object;
  const aside = hasSubresource(resource, 'status') ? ['metadata', 'status'] : ['metadata'];
  const content = (of: KubeObject): JsonMap => without(of, ...aside);
  if (isDeepStrictEqual(content(object), content(old))) return object;
  const generation = (old.metadata.generation ?? 0) + 1;
  return { ...object, metadata: { ...object.metadata, generation } };
}
