import type { Endpoint, EndpointPort, EndpointSlice, ObjectMeta } from '../../cluster/objects.ts';
import {
  at,
  element,
  elements,
  flag,
  integer,
  isAbsent,
  oneOf,
  optional,
  present,
  refuse,
  requiredText,
  structs,
  text,
  type Field,
} from './fields.ts';
import { ADDRESS_RULES } from './addresses.ts';
import { dnsLabel, portNumber } from './names.ts';

const ENDPOINTS_LIMIT = 1000;
const ADDRESSES_LIMIT = 100;

export function readEndpointSlice(root: Field, metadata: ObjectMeta): EndpointSlice {
  const addressType = readAddressType(at(root, 'addressType'));
  const endpoints = structs(at(root, 'endpoints'), (field) => readEndpoint(field, addressType)) ?? [];
  if (endpoints.length > ENDPOINTS_LIMIT) {
    refuse(at(root, 'endpoints'), `must have at most ${ENDPOINTS_LIMIT} elements, not ${endpoints.length}`);
  }
  const ports = structs(at(root, 'ports'), readPort) ?? [];
  refuseRepetition(at(root, 'ports'), ports);
  return { kind: 'EndpointSlice', metadata, addressType: addressType ?? 'IPv4', endpoints, ports };
}

function readAddressType(field: Field): EndpointSlice['addressType'] | undefined {
  if (isAbsent(field)) refuse(field, 'is required');
  return oneOf(field, ['IPv4', 'IPv6', 'FQDN']);
}

function readEndpoint(field: Field, addressType: EndpointSlice['addressType'] | undefined): Endpoint {
  const list = at(field, 'addresses');
  const rule = addressType && ADDRESS_RULES[addressType];
  const addresses = elements(list)?.map((address) => requiredText(address, rule)) ?? [];
  if (isAbsent(list) || (Array.isArray(list.value) && addresses.length === 0)) refuse(list, 'is required');
  if (addresses.length > ADDRESSES_LIMIT) {
    refuse(list, `must have at most ${ADDRESSES_LIMIT} elements, not ${addresses.length}`);
  }
  return {
    addresses,
    ...present({
      conditions: optional(at(field, 'conditions'), readConditions),
      targetRef: optional(at(field, 'targetRef'), readTargetRef),
    }),
  };
}

const readConditions = (field: Field) =>
  present({
    ready: flag(at(field, 'ready')),
    serving: flag(at(field, 'serving')),
    terminating: flag(at(field, 'terminating')),
  });

const readTargetRef = (field: Field) =>
  present({
    kind: text(at(field, 'kind')),
    namespace: text(at(field, 'namespace')),
    name: text(at(field, 'name')),
  });

const readPort = (field: Field): EndpointPort =>
  present({
    name: text(at(field, 'name'), (value) => (value === '' ? null : dnsLabel(value))),
    protocol: oneOf(at(field, 'protocol'), ['TCP', 'UDP', 'SCTP']),
    port: integer(at(field, 'port'), portNumber),
  });

function refuseRepetition(field: Field, ports: readonly EndpointPort[]): void {
  const names = new Set<string>();
  for (const [index, { name = '' }] of ports.entries()) {
    if (names.has(name)) refuse(at(element(field, index), 'name'), `${JSON.stringify(name)} is used twice`);
    names.add(name);
  }
}
