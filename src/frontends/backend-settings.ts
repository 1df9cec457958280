/**
 * How a backend is spoken to and probed. What the Ingress says goes before what the Service says, that before class
 * and gateway; of the probe every field can be said, and what nobody says comes from the workload.
 */
import { hash } from 'node:crypto';
import type { AnnotationName, AnnotationValues } from '../api/annotations/catalogue.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Backend, BackendSettings, Probe } from '../routing/model.ts';
import { backendTls } from './backend-tls.ts';
import type { ResolvedBackend } from './backend.ts';
import { withProbe } from './backends.ts';
import { readServiceSettings } from './service-settings.ts';
import type { Unconfigured } from './unconfigured.ts';
import { workloadProbe, type WorkloadProbe } from './probes.ts';

const DRAIN_SECONDS = 30;

/** Null: refused, and its owner has been told. */
export function configureBackend(wanted: Unconfigured): Backend | null {
  const { owner, backend, snapshot, report } = wanted;
  const values = effective(wanted);
  if (!values) return null;
  if (values['backend-hostname'] !== undefined && values['backend-host-from-address']) {
    const annotations = ['backend-hostname', 'backend-host-from-address'];
    report(diagnose('ANNOTATIONS_EXCLUSIVE', owner, { annotations }));
    return null;
  }
  const workload = workloadProbe(snapshot, backend);
  const protocol = protocolOf(values, backend, workload);
  const tls = backendTls(wanted, values, protocol);
  if (!tls) return null;
  const probe = probeFor(values, backend, protocol, workload, wanted.probeHost);
  if (probe.timeout > probe.interval) {
    report(diagnose('PROBE_TIMEOUT_TOO_LONG', owner, { timeout: probe.timeout, interval: probe.interval }));
    return null;
  }
  const plain = withProbe(backend);
  const settings: BackendSettings = {
    ...plain.settings,
    protocol,
    requestTimeout: values['request-timeout'] ?? plain.settings.requestTimeout,
    affinity: affinityOf(values, backend),
    drainTimeout:
      values['connection-draining'] === false
        ? null
        : (values['connection-draining-timeout'] ?? DRAIN_SECONDS),
    ...hostOf(values, backend, protocol),
    path: values['backend-path-prefix'] ?? null,
    tls,
  };
  return { pool: backend.pool, settings, probe: { ...plain.probe, ...probe } };
}

/** Null: the Service says something about security that cannot be read. */
function effective({ own, values, backend, report }: Unconfigured): AnnotationValues | null {
  const service = backend.target?.service;
  if (!service) return values;
  const said = readServiceSettings(service);
  for (const diagnostic of said.diagnostics) report(diagnostic);
  return said.heldBack ? null : { ...values, ...said.values, ...own };
}

function protocolOf(
  values: AnnotationValues,
  { port, target }: ResolvedBackend,
  workload: WorkloadProbe | null,
): 'Http' | 'Https' {
  const said = values['backend-protocol'];
  if (said !== undefined) return said === 'https' ? 'Https' : 'Http';
  const application = target?.port.appProtocol?.toLowerCase();
  if (application === 'https' || application === 'kubernetes.io/https') return 'Https';
  if (application !== undefined) return 'Http';
  if (workload?.isServing) return workload.scheme;
  return port === 443 || target?.port.port === 443 ? 'Https' : 'Http';
}

function affinityOf(values: AnnotationValues, { pool }: ResolvedBackend): BackendSettings['affinity'] {
  if (!values['cookie-based-affinity']) return null;
  // AGIC's name, so that clients keep their member across a switch.
  const distinct = `appgw-affinity-${hash('md5', `${pool.namespace}-${pool.service}`, 'hex')}`;
  const name = values['affinity-cookie-name'];
  return { cookieName: name ?? (values['cookie-based-affinity-distinct-name'] ? distinct : null) };
}

function hostOf(
  values: AnnotationValues,
  { pool }: ResolvedBackend,
  protocol: 'Http' | 'Https',
): Pick<BackendSettings, 'hostName' | 'hostFromAddress'> {
  const hostName = values['backend-hostname'] ?? null;
  if (hostName !== null) return { hostName, hostFromAddress: false };
  const isGiven = values['appgw-trusted-root-certificate'] !== undefined && protocol === 'Https';
  // Whoever stands behind an outside name knows requests only by that name.
  const fallback = isGiven || pool.targetType === 'fqdn';
  return { hostName, hostFromAddress: values['backend-host-from-address'] ?? fallback };
}

const PROBE_ANNOTATIONS = {
  path: 'health-probe-path',
  statusCodes: 'health-probe-status-codes',
  interval: 'health-probe-interval',
  timeout: 'health-probe-timeout',
  unhealthyThreshold: 'health-probe-unhealthy-threshold',
  body: 'health-probe-body',
} as const satisfies Partial<Record<keyof Probe, AnnotationName>>;

function probeFor(
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
  return {
    ...withProbe(backend).probe,
    ...(isPathGiven ? { statusCodes: ['200-399'] } : {}),
    ...derived?.probe,
    ...(Object.fromEntries(said) as Partial<Probe>),
    protocol,
    ...(host === null ? {} : { host }),
    port: asked === port ? null : asked,
  };
}
