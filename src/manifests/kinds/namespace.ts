import type { Namespace, ObjectMeta } from '../../cluster/objects.ts';
import type { Field } from './fields.ts';

/** Nothing of it is read but its name, labels and annotations. */
export const readNamespace = (_root: Field, metadata: ObjectMeta): Namespace => ({
  kind: 'Namespace',
  metadata,
});
