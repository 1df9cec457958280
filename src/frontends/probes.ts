/**
 * The probe of a workload: its readiness probe, else its liveness probe, where that is by HTTP and of the protocol
 * that the backend is spoken to with; the gateway has only one protocol for both. Anything else leaves the safe default.
 */
import type { Container, ContainerProbe, Pod } from '../cluster/objects.ts';
import type { Snapshot } from '../cluster/snapshot.ts';
import type { Probe } from '../routing/model.ts';
import type { ResolvedBackend } from './backend.ts';

export interface WorkloadProbe {
  readonly scheme: 'Http' | 'Https';
  /** Port of the pod. */
  readonly port: number;
  /** Whether it asks the port that requests go to. */
  readonly isServing: boolean;
  readonly probe: Partial<Probe>;
}

/** The gateway takes no more. */
const MOST_FAILURES = 20;

/** What most pods of the Service say; of equally many the first by its text, so that the answer never depends on order. */
export function workloadProbe(snapshot: Snapshot, { target, pool }: ResolvedBackend): WorkloadProbe | null {
  const selector = target?.service.spec.selector;
  if (!target || !selector) return null;
  const wanted = target.port.targetPort ?? target.port.port;
  const counts = new Map<string, { readonly probe: WorkloadProbe; count: number }>();
  for (const pod of snapshot.pods.selected(pool.namespace, selector)) {
    if (pod.metadata.deletionTimestamp) continue;
    const probe = probeOf(pod, wanted);
    if (!probe) continue;
    const key = JSON.stringify(probe);
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { probe, count: 1 });
  }
  const [first] = [...counts].sort(([a, one], [b, two]) => two.count - one.count || (a < b ? -1 : 1));
  return first?.[1].probe ?? null;
}

function probeOf({ spec }: Pod, targetPort: number | string): WorkloadProbe | null {
  const container = spec.containers.find((one) => portOf(one, targetPort) !== null);
  const source = [container?.readinessProbe, container?.livenessProbe].find((probe) => probe?.httpGet);
  return container && source ? toProbe(container, source, portOf(container, targetPort)!) : null;
}

/** The number of a port that the container declares; a number that none declares is nobody's. */
function portOf({ ports = [] }: Container, wanted: number | string): number | null {
  const found = ports.find(({ name, containerPort }) =>
    typeof wanted === 'number' || /^\d+$/.test(wanted) ? containerPort === Number(wanted) : name === wanted,
  );
  return found?.containerPort ?? null;
}

function toProbe(container: Container, source: ContainerProbe, serving: number): WorkloadProbe | null {
  const { path = '/', port: wanted, host, scheme } = source.httpGet!;
  const port = portOf(container, wanted) ?? (typeof wanted === 'number' ? wanted : null);
  if (port === null) return null;
  const interval = source.periodSeconds ?? 10;
  return {
    scheme: scheme === 'HTTPS' ? 'Https' : 'Http',
    port,
    isServing: port === serving,
    probe: {
      path: path.startsWith('/') ? path : `/${path}`,
      ...(host ? { host } : {}),
      statusCodes: ['200-399'],
      interval,
      timeout: Math.min(source.timeoutSeconds ?? 1, interval),
      unhealthyThreshold: Math.min(source.failureThreshold ?? 3, MOST_FAILURES),
    },
  };
}
