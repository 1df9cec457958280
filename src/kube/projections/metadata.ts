/**
 * `metadata`, without what changes when nothing has changed for us: `resourceVersion` is the store's, managed fields
 * and status of others are nobody's. Labels and annotations are kept by the kinds that need them.
 */
import type { V1ObjectMeta } from '@kubernetes/client-node';
import type { ObjectMeta } from '../../cluster/objects.ts';
import { present, type Wire } from './wire.ts';

type Kept = Pick<ObjectMeta, 'labels' | 'annotations'>;

export const projectMetadata = (raw: Wire<V1ObjectMeta> | undefined, kept: Kept = {}): ObjectMeta => ({
  namespace: raw?.namespace ?? '',
  name: raw?.name ?? '',
  ...present({
    uid: raw?.uid,
    creationTimestamp: raw?.creationTimestamp,
    deletionTimestamp: raw?.deletionTimestamp,
  }),
  ...kept,
});

/** A copy of the whole object as text, often larger than all the rest. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

export function keepAnnotations(raw: Wire<V1ObjectMeta> | undefined): Kept {
  const { [LAST_APPLIED]: _dropped, ...annotations } = raw?.annotations ?? {};
  return Object.keys(annotations).length === 0 ? {} : { annotations };
}
