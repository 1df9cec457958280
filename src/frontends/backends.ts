/**
 * Service references -> backends, for every front end. Each reference is resolved once per run; a missing Service
 * or port gives an empty pool of its own, so that only its paths suffer.
 */
import type { Service, ServicePort } from '../cluster/objects.ts';
import type { Policy } from '../api/policy.ts';
import { portKey, type Snapshot } from '../cluster/snapshot.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { STRICT_TLS, type Backend, type Pool, type Probe } from '../routing/backend.ts';
import { serviceEndpoints, type IsGated } from './endpoints.ts';
import type {
  BackendResolver,
  Resolution,
  ResolvedBackend,
  ServiceReference,
  TargetType,
} from './backend.ts';
import { resolveExternalName } from './external-names.ts';
import { gatedPods } from './gated-pods.ts';
import { resolveNodePort } from './nodes.ts';
import type { FrontendOptions } from './options.ts';
import { findPort } from './service-port.ts';

const FALLBACK_PORT = 80;

export function createBackendResolver(
  snapshot: Snapshot,
  { policy, readinessGate }: Pick<FrontendOptions, 'policy' | 'readinessGate'>,
): BackendResolver {
  const isGated = gatedPods(snapshot, readinessGate);
  const resolved = new Map<string, Resolution>();
  return (namespace, reference, targetType = 'pod') => {
    const port = reference.port.name ?? reference.port.number;
    const key = `${namespace}/${reference.name}/${port}/${targetType}`;
    let resolution = resolved.get(key);
    if (!resolution)
      resolved.set(key, (resolution = resolve(snapshot, namespace, reference, targetType, policy, isGated)));
    return resolution;
  };
}

function resolve(
  snapshot: Snapshot,
  namespace: string,
  reference: ServiceReference,
  targetType: TargetType,
  policy: Policy,
  isGated: IsGated,
): Resolution {
  const name = `${namespace}/${reference.name}`;
  const port = String(reference.port.name ?? reference.port.number);
  const service = snapshot.services.get(name);
  if (!service) {
    return empty(namespace, reference, (by) => [diagnose('BACKEND_SERVICE_MISSING', by, { service: name })]);
  }
  if (service.spec.type === 'ExternalName') {
    return resolveExternalName(service, reference, policy);
  }
  const servicePort = findPort(service, reference);
  if (!servicePort) {
    return empty(namespace, reference, (by) => [
      diagnose('BACKEND_PORT_MISSING', by, { service: name, port }),
    ]);
  }
  return targetType === 'node'
    ? resolveNodePort(snapshot, service, servicePort)
    : fromPort(snapshot, service, servicePort, port, isGated);
}

function fromPort(
  snapshot: Snapshot,
  service: Service,
  servicePort: ServicePort,
  port: string,
  isGated: IsGated,
): Resolution {
  const { namespace, name } = service.metadata;
  const key = `${namespace}/${name}`;
  const portName = servicePort.name ?? '';
  const unsteady = snapshot.unsteadyEndpoints.get(portKey(key, portName));
  const found = serviceEndpoints(
    snapshot.endpointSlices.get(key) ?? [],
    portName,
    isGated,
    (address) => unsteady?.get(address)?.isKept ?? false,
  );
  const declared = servicePort.targetPort ?? servicePort.port;
  const dialled = found.port ?? (typeof declared === 'number' ? declared : servicePort.port);
  // Slices made by hand may lead two ports of one declared targetPort to different addresses.
  const targetPort = service.spec.selector
    ? String(declared)
    : `${declared}/${servicePort.name ?? servicePort.port}`;
  return {
    backend: {
      pool: { namespace, service: name, targetPort, targetType: 'pod', endpoints: found.endpoints },
      port: dialled,
      target: { service, port: servicePort },
    },
    problems: (by) => {
      const problems: Diagnostic[] = found.unsupported.map((slice) =>
        diagnose('ENDPOINT_ADDRESS_UNSUPPORTED', by, {
          service: key,
          slice: slice.metadata.name,
          addressType: slice.addressType,
        }),
      );
      if (found.otherPorts.length > 0) {
        const detail = { service: key, port, used: dialled, left: found.otherPorts };
        problems.push(diagnose('ENDPOINT_PORTS_DIFFER', by, detail));
      }
      for (const { address } of found.endpoints) {
        const flapping = unsteady?.get(address)?.flapping;
        if (!flapping) continue;
        const until = new Date(flapping.keptUntil).toISOString();
        problems.push(
          diagnose('ENDPOINT_FLAPPING', by, { service: key, port, address, count: flapping.count, until }),
        );
      }
      if (found.endpoints.every(({ state }) => state === 'notReady' || state === 'flapping')) {
        problems.push(diagnose('NO_ENDPOINTS', by, { service: key, port }));
      }
      return problems;
    },
  };
}

/** A pool of its own: a reference to nothing must not share, and empty, the pool of a port that is there. */
function empty(
  namespace: string,
  { name, port }: ServiceReference,
  problems: Resolution['problems'],
): Resolution {
  const targetPort = `missing/${port.name ?? port.number}`;
  return {
    backend: {
      pool: { namespace, service: name, targetPort, targetType: 'pod', endpoints: [] },
      port: port.number ?? FALLBACK_PORT,
      target: null,
    },
    problems,
  };
}

/** The pools of every TCP port of every Service that can have one; of these Services alone, where they are given. */
export function allPools(
  snapshot: Snapshot,
  { readinessGate }: Pick<FrontendOptions, 'readinessGate'>,
  services: Iterable<Service> = snapshot.services.values(),
): readonly Pool[] {
  const isGated = gatedPods(snapshot, readinessGate);
  return [...services]
    .filter(({ spec }) => spec.type !== 'ExternalName')
    .flatMap((service) =>
      (service.spec.ports ?? [])
        .filter(({ protocol }) => (protocol ?? 'TCP') === 'TCP')
        .flatMap((port) => [
          fromPort(snapshot, service, port, String(port.port), isGated),
          resolveNodePort(snapshot, service, port),
        ]),
    )
    .flatMap(({ backend }) => backend?.pool ?? []);
}

/** Two references to one port of one Service, by name and by number, are the same workload. */
export const workloadKey = ({ pool }: ResolvedBackend): string =>
  JSON.stringify([pool.namespace, pool.service, pool.targetPort]);

/** Settings and probe of a workload that says nothing itself: an API that answers 404 or 401 on `/` is alive. */
export function withProbe(
  { pool, port }: Omit<ResolvedBackend, 'target'>,
  probe: Partial<Probe> = {},
): Backend {
  return {
    pool,
    settings: {
      protocol: 'Http',
      port,
      requestTimeout: 30,
      affinity: null,
      drainTimeout: null,
      hostName: null,
      hostFromAddress: false,
      path: null,
      tls: STRICT_TLS,
    },
    probe: {
      protocol: 'Http',
      host: 'localhost',
      path: '/',
      port: null,
      statusCodes: ['200-499'],
      body: null,
      interval: 10,
      timeout: 5,
      unhealthyThreshold: 3,
      ...probe,
    },
  };
}
