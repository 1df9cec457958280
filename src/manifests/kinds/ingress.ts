import type {
  HTTPIngressPath,
  Ingress,
  IngressBackend,
  IngressRule,
  ObjectMeta,
} from '../../cluster/objects.ts';
import {
  at,
  elements,
  entry,
  integer,
  isAbsent,
  noteUnknown,
  oneOf,
  optional,
  present,
  refuse,
  requiredText,
  struct,
  structs,
  text,
  type Field,
} from './fields.ts';
import { dnsHost, dnsLabel, dnsSubdomain, pathSegment, portName, portNumber, ruleHost } from './names.ts';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const PATH_TYPES = ['Exact', 'Prefix', 'ImplementationSpecific'] as const;

export function readIngress(root: Field, metadata: ObjectMeta): Ingress {
  const spec = struct(at(root, 'spec'));
  noteUnknown(spec, ['ingressClassName', 'defaultBackend', 'tls', 'rules']);
  const ingress = {
    ingressClassName: text(at(spec, 'ingressClassName'), dnsSubdomain),
    defaultBackend: optional(at(spec, 'defaultBackend'), readBackend),
    tls: structs(at(spec, 'tls'), readTls),
    rules: structs(at(spec, 'rules'), readRule),
  };
  if (isAbsent(at(spec, 'defaultBackend')) && (isAbsent(at(spec, 'rules')) || ingress.rules?.length === 0)) {
    refuse(spec, 'either defaultBackend or rules must be specified');
  }
  if (ingress.ingressClassName !== undefined && !isStored(metadata)) {
    refuseOtherClass(root, ingress.ingressClassName);
  }
  return { kind: 'Ingress', metadata, spec: present(ingress) };
}

/** The class rule holds when an Ingress is created; a later update may add any annotation. */
const isStored = (metadata: ObjectMeta): boolean => metadata.resourceVersion !== undefined;

/** API servers before 1.27 refuse any annotation beside the class. */
function refuseOtherClass(root: Field, ingressClassName: string): void {
  const annotation = entry(at(at(root, 'metadata'), 'annotations'), CLASS_ANNOTATION);
  if (!isAbsent(annotation) && annotation.value !== ingressClassName) {
    refuse(annotation, 'must be the same as spec.ingressClassName where both are set');
  }
}

function readTls(field: Field) {
  noteUnknown(field, ['hosts', 'secretName']);
  const hosts = elements(at(field, 'hosts'))?.map((host) => requiredText(host, dnsHost));
  const secretName = text(at(field, 'secretName'), (name) => (name === '' ? null : dnsSubdomain(name)));
  return present({ hosts, secretName });
}

function readRule(field: Field): IngressRule {
  noteUnknown(field, ['host', 'http']);
  return present({ host: text(at(field, 'host'), ruleHost), http: optional(at(field, 'http'), readHttp) });
}

function readHttp(field: Field) {
  noteUnknown(field, ['paths']);
  const paths = at(field, 'paths');
  const read = structs(paths, readPath) ?? [];
  if (isAbsent(paths) || (Array.isArray(paths.value) && read.length === 0)) refuse(paths, 'is required');
  return { paths: read };
}

function readPath(field: Field): HTTPIngressPath {
  noteUnknown(field, ['path', 'pathType', 'backend']);
  const path = at(field, 'path');
  const pathType = readPathType(at(field, 'pathType'));
  const value = text(path);
  if (pathType === 'ImplementationSpecific') {
    if (value && !value.startsWith('/')) refuse(path, absolute(value));
  } else if (pathType !== undefined && (value !== undefined || isAbsent(path))) {
    for (const reason of plainPathProblems(value ?? '')) refuse(path, reason);
  }
  const backend = readBackend(struct(at(field, 'backend')));
  return { ...present({ path: value }), pathType: pathType ?? 'Prefix', backend };
}

function readPathType(field: Field) {
  if (isAbsent(field)) refuse(field, `is required: one of ${PATH_TYPES.join(', ')}`);
  return oneOf(field, PATH_TYPES);
}

const absolute = (path: string): string => `must be an absolute path, not ${JSON.stringify(path)}`;

/** What Exact and Prefix must not hold: it would mean another path once normalised. */
function plainPathProblems(path: string): string[] {
  const inner = ['//', '/./', '/../', '%2f', '%2F'].filter((part) => path.includes(part));
  const last = ['/.', '/..'].filter((part) => path.endsWith(part));
  return [
    ...(path.startsWith('/') ? [] : [absolute(path)]),
    ...inner.map((part) => `must not contain "${part}"`),
    ...last.map((part) => `must not end with "${part}"`),
  ];
}

function readBackend(field: Field): IngressBackend {
  noteUnknown(field, ['service', 'resource']);
  const service = at(field, 'service');
  const resource = at(field, 'resource');
  if (isAbsent(service) === isAbsent(resource)) {
    refuse(
      field,
      isAbsent(service) ? 'a service or a resource is required' : 'service and resource exclude each other',
    );
  }
  return present({
    service: optional(service, (inner) => readServiceBackend(inner, field)),
    resource: optional(resource, readResource),
  });
}

function readServiceBackend(service: Field, backend: Field) {
  noteUnknown(service, ['name', 'port']);
  const port = struct(at(service, 'port'));
  noteUnknown(port, ['name', 'number']);
  const name = text(at(port, 'name'), (value) => (value === '' ? null : portName(value)));
  const number = integer(at(port, 'number'), (value) => (value === 0 ? null : portNumber(value)));
  const given = [at(port, 'name'), at(port, 'number')].filter(({ value }) => Boolean(value)).length;
  if (given === 0) refuse(backend, 'the name or the number of a service port is required');
  if (given === 2) refuse(backend, 'the name and the number of a service port exclude each other');
  // Newer API servers let Service names begin with a digit.
  return {
    name: requiredText(at(service, 'name'), dnsLabel),
    port: present({ name: name || undefined, number: number || undefined }),
  };
}

function readResource(field: Field) {
  noteUnknown(field, ['apiGroup', 'kind', 'name']);
  return present({
    apiGroup: text(at(field, 'apiGroup'), dnsSubdomain),
    kind: requiredText(at(field, 'kind'), pathSegment),
    name: requiredText(at(field, 'name'), pathSegment),
  });
}
