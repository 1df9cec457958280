import type { ObjectMeta, Service, ServicePort } from '../../cluster/objects.ts';
import {
  at,
  element,
  integer,
  isAbsent,
  oneOf,
  present,
  refuse,
  requiredText,
  struct,
  structs,
  text,
  type Field,
} from './fields.ts';
import { readLabels } from './metadata.ts';
import { dnsLabel, dnsSubdomain, portName, portNumber, qualifiedName } from './names.ts';

const TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] as const;
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;

export function readService(root: Field, metadata: ObjectMeta): Service {
  const spec = struct(at(root, 'spec'));
  const type = oneOf(at(spec, 'type'), TYPES);
  const ports = structs(at(spec, 'ports'), readPort);
  const isHeadless = text(at(spec, 'clusterIP')) === 'None';
  if (!isHeadless && type !== 'ExternalName' && (isAbsent(at(spec, 'ports')) || ports?.length === 0)) {
    refuse(at(spec, 'ports'), 'is required');
  }
  if (type === undefined || type === 'ClusterIP') refuseNodePorts(at(spec, 'ports'), ports ?? []);
  refuseRepetition(at(spec, 'ports'), ports ?? []);
  return {
    kind: 'Service',
    metadata,
    spec: present({
      type,
      externalName: readExternalName(at(spec, 'externalName'), type),
      selector: readLabels(at(spec, 'selector')),
      ports,
    }),
  };
}

const hostName = (value: string): string | null => dnsSubdomain(value.replace(/\.$/, ''));

const readExternalName = (field: Field, type: Service['spec']['type']): string | undefined =>
  type === 'ExternalName' ? requiredText(field, hostName) : text(field);

function readPort(field: Field): ServicePort {
  const port = at(field, 'port');
  if (isAbsent(port)) refuse(port, 'is required');
  return {
    ...present({
      name: text(at(field, 'name'), (value) => (value === '' ? null : dnsLabel(value))),
      protocol: oneOf(at(field, 'protocol'), PROTOCOLS),
      targetPort: readTargetPort(at(field, 'targetPort')),
      nodePort: integer(at(field, 'nodePort'), (value) => (value === 0 ? null : portNumber(value))),
      appProtocol: text(at(field, 'appProtocol'), qualifiedName),
    }),
    port: integer(port, portNumber) ?? 0,
  };
}

/** 0 and the empty string stand for the default. */
function readTargetPort(field: Field): number | string | undefined {
  if (field.value === 0 || field.value === '') return undefined;
  if (typeof field.value === 'string') return text(field, portName);
  return integer(field, portNumber);
}

function refuseNodePorts(field: Field, ports: readonly ServicePort[]): void {
  for (const [index, port] of ports.entries()) {
    if (port.nodePort)
      refuse(at(element(field, index), 'nodePort'), 'must not be set with the type ClusterIP');
  }
}

function refuseRepetition(field: Field, ports: readonly ServicePort[]): void {
  const names = new Set<string>();
  const numbers = new Set<string>();
  for (const [index, { name = '', port, protocol = 'TCP' }] of ports.entries()) {
    if (name === '' && ports.length > 1)
      refuse(at(element(field, index), 'name'), 'is required where there are several ports');
    if (name !== '' && names.has(name)) refuse(at(element(field, index), 'name'), `${name} is used twice`);
    if (numbers.has(`${protocol} ${port}`))
      refuse(element(field, index), `${protocol} port ${port} is used twice`);
    names.add(name);
    numbers.add(`${protocol} ${port}`);
  }
}
