import type { ContainerProbe } from '../../cluster/objects.ts';
import {
  at,
  integer,
  isAbsent,
  oneOf,
  optional,
  present,
  refuse,
  text,
  type Field,
  type Rule,
} from './fields.ts';
import { portName, portNumber } from './names.ts';

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const;

const notNegative: Rule<number> = (value) => (value >= 0 ? null : `must not be negative: ${value}`);

export const readProbe = (field: Field): ContainerProbe | undefined => optional(field, readHandler);

function readHandler(field: Field): ContainerProbe {
  const handlers = HANDLERS.map((name) => at(field, name)).filter((handler) => !isAbsent(handler));
  if (handlers.length === 0) refuse(field, `must have one of ${HANDLERS.join(', ')}`);
  for (const handler of handlers.slice(1)) refuse(handler, 'must not be set beside another kind of probe');
  return present({
    httpGet: optional(at(field, 'httpGet'), readRequest),
    periodSeconds: readNumber(at(field, 'periodSeconds')),
    timeoutSeconds: readNumber(at(field, 'timeoutSeconds')),
    failureThreshold: readNumber(at(field, 'failureThreshold')),
  });
}

/** 0 stands for the default. */
const readNumber = (field: Field): number | undefined => integer(field, notNegative) || undefined;

const readRequest = (field: Field): NonNullable<ContainerProbe['httpGet']> => ({
  port: readPort(at(field, 'port')),
  ...present({
    path: text(at(field, 'path')) || undefined,
    host: text(at(field, 'host')) || undefined,
    scheme: oneOf(at(field, 'scheme'), ['HTTP', 'HTTPS']),
  }),
});

function readPort(field: Field): number | string {
  if (isAbsent(field)) refuse(field, 'is required');
  return (typeof field.value === 'string' ? text(field, portName) : integer(field, portNumber)) ?? 0;
}
