/**
 * Kubernetes objects in one line each, for tests. Paths and backends are written as short texts:
 *
 *   ingress({ rules: { 'a.example.com': ['/ web', '=/login api:8080', '~/img* cdn:http'] }, tls: [['cert', 'a.example.com']] })
 *
 * A path is Prefix; `=` before it makes it Exact, `~` ImplementationSpecific. A backend is `service` or
 * `service:port`, the port a number or a name, 80 where it is left out. The host-less rule has the host ''.
 */
import type {
  Endpoint,
  EndpointSlice,
  HTTPIngressPath,
  Ingress,
  IngressBackend,
  IngressClass,
  PathType,
  Service,
  ServicePort,
} from '../../src/cluster/objects.ts';

export const CONTROLLER = 'azure/application-gateway';
/** Counts as ours in files without an IngressClass object. */
export const CLASS = 'azure-application-gateway';
export const NAMESPACE = 'shop';

interface Meta {
  readonly name?: string;
  readonly namespace?: string;
  /** Creation time in seconds after 2026-01-01; the smaller the older; absent: no creationTimestamp. */
  readonly age?: number;
  readonly annotations?: { readonly [key: string]: string };
}

export interface IngressInit extends Meta {
  /** Null: no class at all. */
  readonly className?: string | null;
  /** Host -> paths. */
  readonly rules?: { readonly [host: string]: readonly string[] };
  /** Each: name of the Secret, or null, then hosts. */
  readonly tls?: readonly (readonly [secret: string | null, ...hosts: string[]])[];
  readonly defaultBackend?: string;
  /** Shorthand of the annotation. */
  readonly sslRedirect?: string;
}

export function ingress(init: IngressInit = {}): Ingress {
  const { className = CLASS, rules = {}, tls, defaultBackend, sslRedirect, annotations } = init;
  const redirect = sslRedirect !== undefined && {
    'appgw.ingress.kubernetes.io/ssl-redirect': sslRedirect,
  };
  return {
    kind: 'Ingress',
    metadata: meta({ ...init, annotations: { ...annotations, ...redirect } }, 'web'),
    spec: {
      ...(className !== null && { ingressClassName: className }),
      ...(defaultBackend !== undefined && { defaultBackend: backend(defaultBackend) }),
      ...(tls && {
        tls: tls.map(([secretName, ...hosts]) => ({
          ...(secretName !== null && { secretName }),
          ...(hosts.length > 0 && { hosts }),
        })),
      }),
      rules: Object.entries(rules).map(([host, paths]) => ({
        ...(host !== '' && { host }),
        ...(paths.length > 0 && { http: { paths: paths.map(path) } }),
      })),
    },
  };
}

const PATH_TYPES: { readonly [mark: string]: PathType } = {
  '=': 'Exact',
  '': 'Prefix',
  '~': 'ImplementationSpecific',
};

/** `=/login api:8080`; a path without backend leads to `web`. */
export function path(text: string): HTTPIngressPath {
  const [, mark = '', where = '', to = 'web'] = /^([=~]?)(\S*)(?: (\S+))?$/.exec(text) ?? [];
  return { path: where, pathType: PATH_TYPES[mark]!, backend: backend(to) };
}

export function backend(text: string): IngressBackend {
  const [name = '', port = '80'] = text.split(':');
  return { service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

export interface ServiceInit extends Meta {
  readonly type?: NonNullable<Service['spec']['type']>;
  readonly externalName?: string;
  /** Null: no selector. */
  readonly selector?: { readonly [key: string]: string } | null;
  /** Default: 80 to 8080. */
  readonly ports?: readonly ServicePort[];
}

export function service(init: ServiceInit = {}): Service {
  const { type, externalName, name = 'web', ports = [{ port: 80, targetPort: 8080 }] } = init;
  const { selector = { app: name } } = init;
  return {
    kind: 'Service',
    metadata: meta(init, 'web'),
    spec: {
      ...(type && { type }),
      ...(externalName !== undefined && { externalName }),
      ...(selector && { selector }),
      ports,
    },
  };
}

export interface SliceInit extends Meta {
  /** Its Service. */
  readonly service?: string;
  /** Default 8080. */
  readonly port?: number;
  /** Name of the Service port. */
  readonly portName?: string;
  readonly addressType?: EndpointSlice['addressType'];
}

/** Addresses like `10.0.0.1`, `10.0.0.2 notReady`, `10.0.0.3 terminating`, `10.0.0.4 stopped`. */
export function slice(addresses: readonly string[], init: SliceInit = {}): EndpointSlice {
  const { service: of = 'web', port = 8080, portName = '', addressType = 'IPv4' } = init;
  const { name = `${of}-1` } = init;
  return {
    kind: 'EndpointSlice',
    metadata: { ...meta({ ...init, name }, ''), labels: { 'kubernetes.io/service-name': of } },
    addressType,
    endpoints: addresses.map(endpoint),
    ports: [{ name: portName, protocol: 'TCP', port }],
  };
}

const CONDITIONS: { readonly [state: string]: Endpoint['conditions'] } = {
  ready: { ready: true, serving: true, terminating: false },
  notReady: { ready: false, serving: false, terminating: false },
  terminating: { ready: false, serving: true, terminating: true },
  stopped: { ready: false, serving: false, terminating: true },
};

export function endpoint(text: string): Endpoint {
  const [address = '', state = 'ready'] = text.split(' ');
  return { addresses: [address], conditions: CONDITIONS[state]! };
}

export interface IngressClassInit extends Omit<Meta, 'namespace'> {
  readonly controller?: string;
  readonly isDefault?: boolean;
}

export function ingressClass(init: IngressClassInit = {}): IngressClass {
  const { controller = CONTROLLER, isDefault = false, annotations } = init;
  const byDefault = isDefault && { 'ingressclass.kubernetes.io/is-default-class': 'true' };
  return {
    kind: 'IngressClass',
    metadata: meta({ ...init, namespace: '', annotations: { ...annotations, ...byDefault } }, CLASS),
    spec: { controller },
  };
}

/** The default backend of the chart: both ports, two replicas. */
export const defaultBackend = (namespace = 'ingress'): readonly [Service, EndpointSlice, EndpointSlice] => [
  service({
    name: 'default-backend',
    namespace,
    ports: [
      { name: 'http', port: 80, targetPort: 8404 },
      { name: 'redirect', port: 81, targetPort: 8301 },
    ],
  }),
  slice(['10.9.0.1', '10.9.0.2'], {
    service: 'default-backend',
    namespace,
    name: 'default-backend-http',
    portName: 'http',
    port: 8404,
  }),
  slice(['10.9.0.1', '10.9.0.2'], {
    service: 'default-backend',
    namespace,
    name: 'default-backend-redirect',
    portName: 'redirect',
    port: 8301,
  }),
];

function meta(
  { name, namespace = NAMESPACE, age, annotations }: Meta,
  fallback: string,
): Ingress['metadata'] {
  return {
    namespace,
    name: name ?? fallback,
    ...(age !== undefined && { creationTimestamp: timestamp(age) }),
    ...(annotations && Object.keys(annotations).length > 0 && { annotations }),
  };
}

const timestamp = (age: number): string =>
  new Date(Date.UTC(2026, 0, 1) + age * 1000).toISOString().replace('.000', '');
