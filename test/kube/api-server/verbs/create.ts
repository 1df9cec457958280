import { randomBytes, randomUUID } from 'node:crypto';
import type { Cluster } from '../cluster.ts';
import { alreadyExists, badRequest, cause, invalid } from '../failures.ts';
import type { Leaves } from '../fields/leaves.ts';
import { textAt, timestamp, without } from '../objects.ts';
import type { JsonMap, KubeObject } from '../objects.ts';
import { hasSubresource } from '../resources/definition.ts';
import type { ResourceDefinition } from '../resources/definition.ts';
import { admitDefaultClass, requireNamespace } from './admission.ts';
import { commit } from './commit.ts';
import { decode, draftMetadata } from './decode.ts';
import type { WriteOptions } from './write-options.ts';

export interface Written {
  readonly object: KubeObject;
  readonly warnings: readonly string[];
}

/** What the author may not say about a new object. */
const OWNED_BY_SERVER = [
  'uid',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
];

export function createObject(
  cluster: Cluster,
  resource: ResourceDefinition,
  namespace: string,
  body: JsonMap,
  options: WriteOptions,
  applied?: Leaves,
): Written {
  const { draft, warnings } = decode(resource, body, options);
  if (hasSubresource(resource, 'status')) delete draft['status'];
  const metadata = newMetadata(cluster, resource, namespace, draftMetadata(draft));
  draft['metadata'] = metadata;
  requireNamespace(cluster, resource, namespace, metadata.name);
  admitDefaultClass(cluster, draft);
  resource.setDefaults(draft, null);
  const object = draft as unknown as KubeObject;
  const causes = resource.validate(object, null);
  if (causes.length > 0) throw invalid(resource, metadata.name, causes);
  if (cluster.store.get(resource.collection, namespace, metadata.name)) {
    throw alreadyExists(resource, metadata.name);
  }
  return { object: commit(cluster, resource, null, object, options, applied), warnings };
}

function newMetadata(
  { clock }: Cluster,
  resource: ResourceDefinition,
  namespace: string,
  given: JsonMap,
): KubeObject['metadata'] {
  const prefix = textAt(given, 'generateName');
  const name =
    textAt(given, 'name') || (prefix === '' ? '' : `${prefix}${randomBytes(3).toString('hex').slice(1)}`);
  if (textAt(given, 'resourceVersion') !== '') {
    throw badRequest('resourceVersion should not be set on objects to be created');
  }
  const givenNamespace = textAt(given, 'namespace');
  if (resource.namespaced && givenNamespace !== '' && givenNamespace !== namespace) {
    throw badRequest(`the namespace of the provided object does not match the namespace sent on the request`);
  }
  if (name === '') {
    const missing = cause('metadata.name', 'name or generateName is required', 'FieldValueRequired');
    throw invalid(resource, name, [missing]);
  }
  return {
    ...without(given, ...OWNED_BY_SERVER, 'resourceVersion', 'namespace'),
    name,
    ...(resource.namespaced && { namespace }),
    uid: randomUUID(),
    creationTimestamp: timestamp(clock.now()),
    ...(resource.generation === 'counted' && { generation: 1 }),
  };
}
