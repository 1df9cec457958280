/**
 * How a backend is spoken to and probed. What the Ingress says goes before what the Service says, that before class
 * and gateway; of the probe every field can be said, and what nobody says comes from the workload.
 */
import { hash } from 'node:crypto';
import type { AnnotationValues } from '../api/annotations/catalogue.ts';
import { diagnose, refText } from '../diagnostics/diagnostic.ts';
import type { Backend, BackendSettings } from '../routing/model.ts';
import { unreadable } from './annotation-rows.ts';
import { backendTls } from './backend-tls.ts';
import type { ResolvedBackend } from './backend.ts';
import { withProbe } from './backends.ts';
import { probeFor } from './probe-settings.ts';
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
function effective({ owner, own, values, backend, report }: Unconfigured): AnnotationValues | null {
  const service = backend.target?.service;
  if (!service) return values;
  const said = readServiceSettings(service);
  for (const diagnostic of said.diagnostics) report(diagnostic);
  const inherited = said.unreadable.filter(({ name }) => own[name] === undefined);
  const of = refText({ kind: 'Service', ...service.metadata });
  for (const bad of inherited) report(unreadable(owner, bad, of));
  return inherited.length > 0 ? null : { ...values, ...said.values, ...own };
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
