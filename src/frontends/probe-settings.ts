/** The probe of a backend: every field can be said, and what nobody says comes from the workload, else is safe. */
import type { AnnotationName, AnnotationValues } from '../api/annotations/catalogue.ts';
import type { Probe } from '../routing/model.ts';
import type { ResolvedBackend } from './backend.ts';
import { withProbe } from './backends.ts';
import type { WorkloadProbe } from './probes.ts';

const PROBE_ANNOTATIONS = {
  path: 'health-probe-path',
  statusCodes: 'health-probe-status-codes',
  unhealthyThreshold: 'health-probe-unhealthy-threshold',
  body: 'health-probe-body',
} as const satisfies Partial<Record<keyof Probe, AnnotationName>>;

export function probeFor(
  values: AnnotationValues,
  backend: ResolvedBackend,
  protocol: 'Http' | 'Https',
  workload: WorkloadProbe | null,
  probeHost: string | null,
): Probe {
  const { port, pool } = backend;
  // Nodes answer only on node ports, and the probe must speak the protocol of the settings.
  const isUsable = workload?.scheme === protocol && (pool.targetType === 'pod' || workload.isServing);
  const derived = isUsable ? workload : null;
  const host =
    values['health-probe-hostname'] ??
    derived?.probe.host ??
    values['backend-hostname'] ??
    (pool.targetType === 'fqdn' ? pool.endpoints[0]!.address : probeHost);
  const said = Object.entries(PROBE_ANNOTATIONS).flatMap(([field, name]) =>
    values[name] === undefined ? [] : [[field, values[name]]],
  );
  const asked = values['health-probe-port'] ?? (derived && !derived.isServing ? derived.port : port);
  const isPathGiven = values['health-probe-path'] !== undefined;
  const found = {
    ...withProbe(backend).probe,
    ...(isPathGiven ? { statusCodes: ['200-399'] } : {}),
    ...derived?.probe,
  };
  return {
    ...found,
    ...(Object.fromEntries(said) as Partial<Probe>),
    ...timing(values, found),
    protocol,
    ...(host === null ? {} : { host }),
    port: asked === port ? null : asked,
  };
}

/** Of interval and timeout the one that nobody says gives way to the other. */
function timing(
  { 'health-probe-interval': interval, 'health-probe-timeout': timeout }: AnnotationValues,
  found: Probe,
): Pick<Probe, 'interval' | 'timeout'> {
  return {
    interval: interval ?? Math.max(found.interval, timeout ?? 0),
    timeout: timeout ?? Math.min(found.timeout, interval ?? found.timeout),
  };
}
