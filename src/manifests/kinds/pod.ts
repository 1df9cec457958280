import type { Container, ContainerPort, ObjectMeta, Pod } from '../../cluster/objects.ts';
import { readConditions } from './conditions.ts';
import {
  at,
  element,
  integer,
  isAbsent,
  present,
  refuse,
  requiredText,
  struct,
  structs,
  text,
  type Field,
} from './fields.ts';
import { dnsLabel, portName, portNumber, qualifiedName } from './names.ts';
import { readProbe } from './probe.ts';

export function readPod(root: Field, metadata: ObjectMeta): Pod {
  const spec = struct(at(root, 'spec'));
  const status = struct(at(root, 'status'));
  const list = at(spec, 'containers');
  const containers = structs(list, readContainer) ?? [];
  if (isAbsent(list) || (Array.isArray(list.value) && containers.length === 0)) refuse(list, 'is required');
  refuseRepetition(list, containers);
  return {
    kind: 'Pod',
    metadata,
    spec: {
      containers,
      ...present({ readinessGates: structs(at(spec, 'readinessGates'), readGate) }),
    },
    status: present({
      podIP: text(at(status, 'podIP')),
      conditions: readConditions(at(status, 'conditions')),
    }),
  };
}

export function readContainer(field: Field): Container {
  const ports = structs(at(field, 'ports'), readPort);
  refuseRepetition(at(field, 'ports'), ports ?? []);
  requiredText(at(field, 'image'));
  return {
    name: requiredText(at(field, 'name'), dnsLabel),
    ...present({
      ports,
      readinessProbe: readProbe(at(field, 'readinessProbe')),
      livenessProbe: readProbe(at(field, 'livenessProbe')),
    }),
  };
}

function readPort(field: Field): ContainerPort {
  const port = at(field, 'containerPort');
  if (isAbsent(port)) refuse(port, 'is required');
  return {
    ...present({ name: text(at(field, 'name'), (value) => (value === '' ? null : portName(value))) }),
    containerPort: integer(port, portNumber) ?? 0,
  };
}

const readGate = (field: Field) => ({
  conditionType: requiredText(at(field, 'conditionType'), qualifiedName),
});

/** Ports need no name. */
function refuseRepetition(list: Field, items: readonly { readonly name?: string }[]): void {
  const names = new Set<string>();
  for (const [index, { name = '' }] of items.entries()) {
    if (name !== '' && names.has(name)) refuse(at(element(list, index), 'name'), `${name} is used twice`);
    names.add(name);
  }
}
