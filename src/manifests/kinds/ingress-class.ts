import type { IngressClass, ObjectMeta } from '../../cluster/objects.ts';
import { at, oneOf, optional, present, refuse, requiredText, struct, text, type Field } from './fields.ts';
import { dnsLabel, dnsSubdomain, domainPrefixedPath, pathSegment } from './names.ts';

const CONTROLLER_LIMIT = 250;

export function readIngressClass(root: Field, metadata: ObjectMeta): IngressClass {
  const spec = struct(at(root, 'spec'));
  const controller = requiredText(at(spec, 'controller'), domainPrefixedPath);
  if (controller.length > CONTROLLER_LIMIT) {
    refuse(at(spec, 'controller'), `must have at most ${CONTROLLER_LIMIT} characters`);
  }
  const parameters = optional(at(spec, 'parameters'), readParameters);
  return { kind: 'IngressClass', metadata, spec: present({ controller, parameters }) };
}

function readParameters(field: Field) {
  const namespace = at(field, 'namespace');
  const value = text(namespace, dnsLabel);
  if (oneOf(at(field, 'scope'), ['Cluster', 'Namespace']) === 'Namespace') {
    if (value === undefined) refuse(namespace, 'is required with the scope Namespace');
  } else if (value !== undefined) {
    refuse(namespace, 'must not be set with the scope Cluster');
  }
  return present({
    apiGroup: text(at(field, 'apiGroup'), dnsSubdomain),
    kind: requiredText(at(field, 'kind'), pathSegment),
    name: requiredText(at(field, 'name'), pathSegment),
  });
}
