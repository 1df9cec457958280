import type { AzureIngressProhibitedTarget, ObjectMeta } from '../../cluster/objects.ts';
import { at, elements, noteUnknown, present, struct, text, type Field, type Rule } from './fields.ts';

/** The pattern of AGIC's definition. */
const prohibitedPath: Rule<string> = (value) =>
  /^\/(?:.+\/)?\*$/.test(value)
    ? null
    : `must begin with "/" and end with "/*", not ${JSON.stringify(value)}`;

export function readProhibitedTarget(root: Field, metadata: ObjectMeta): AzureIngressProhibitedTarget {
  const spec = struct(at(root, 'spec'));
  noteUnknown(spec, ['hostname', 'paths']);
  return {
    kind: 'AzureIngressProhibitedTarget',
    metadata,
    spec: present({
      hostname: text(at(spec, 'hostname')),
      paths: elements(at(spec, 'paths'))?.map((path) => text(path, prohibitedPath) ?? ''),
    }),
  };
}
