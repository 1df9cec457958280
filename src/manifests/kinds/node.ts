import type { Node, ObjectMeta } from '../../cluster/objects.ts';
import { readConditions } from './conditions.ts';
import { at, flag, present, requiredText, struct, structs, text, type Field } from './fields.ts';

export function readNode(root: Field, metadata: ObjectMeta): Node {
  const spec = struct(at(root, 'spec'));
  const status = struct(at(root, 'status'));
  return {
    kind: 'Node',
    metadata,
    spec: present({
      podCIDR: text(at(spec, 'podCIDR')) || undefined,
      unschedulable: flag(at(spec, 'unschedulable')),
    }),
    status: present({
      addresses: structs(at(status, 'addresses'), readAddress),
      conditions: readConditions(at(status, 'conditions')),
    }),
  };
}

const readAddress = (field: Field) => ({
  type: requiredText(at(field, 'type')),
  address: requiredText(at(field, 'address')),
});
