/** References of Ingresses to Services -> backends, with what annotations and pods say about them. */
import type { AnnotationValues } from '../../api/annotations/catalogue.ts';
import type { IngressBackend } from '../../cluster/objects.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Backend, Owner } from '../../routing/model.ts';
import type { BackendResolver, Resolution, TargetType } from '../backend.ts';
import { workloadKey } from '../backends.ts';
import { readServiceSettings } from '../service-settings.ts';
import { configureBackend } from '../backend-settings.ts';
import type { FrontendOptions } from '../options.ts';
import type { OwnIngress } from './classes.ts';
import type { Participant } from './hosts.ts';
import { ownerOf } from './participants.ts';
import type { Report } from '../report.ts';

/** Null: refused, and the owner has been told. */
export type BackendReader = (participant: Participant, backend: IngressBackend) => Backend | null;

export function createBackendReader(
  ours: readonly OwnIngress[],
  resolve: BackendResolver,
  snapshot: Snapshot,
  options: FrontendOptions,
  report: Report,
): BackendReader {
  const probeHosts = collectProbeHosts(ours, resolve);
  return ({ owner, own, values }, wanted) => {
    const resolution = resolveBackend(
      owner,
      wanted,
      resolve,
      targetTypeOf(owner, own, values, wanted, snapshot),
    );
    for (const problem of resolution.problems(owner)) report(problem);
    const { backend } = resolution;
    if (!backend) return null;
    const probeHost = probeHosts.get(workloadKey(backend)) ?? null;
    return configureBackend({ owner, own, values, backend, probeHost, snapshot, options, report });
  };
}

/** What the Ingress says, else the Service, else class and gateway. */
function targetTypeOf(
  { namespace }: Owner,
  own: AnnotationValues,
  values: AnnotationValues,
  { service }: IngressBackend,
  { services }: Snapshot,
): TargetType | undefined {
  const found = service && services.get(`${namespace}/${service.name}`);
  const said = found && readServiceSettings(found).values['target-type'];
  return own['target-type'] ?? said ?? values['target-type'];
}

function resolveBackend(
  { namespace }: Owner,
  backend: IngressBackend,
  resolve: BackendResolver,
  targetType?: TargetType,
): Resolution {
  if (backend.service) return resolve(namespace, backend.service, targetType);
  const resource = `${backend.resource?.kind ?? 'unknown'}/${backend.resource?.name ?? ''}`;
  return { backend: null, problems: (by) => [diagnose('RESOURCE_BACKEND_REFUSED', by, { resource })] };
}

/**
 * The host that a backend's probe asks for: the first exact host of the oldest Ingress that routes to it. One per
 * backend, not per host, so that a Service behind many hosts costs one settings and one probe of the gateway's 100.
 */
function collectProbeHosts(ours: readonly OwnIngress[], resolve: BackendResolver): Map<string, string> {
  const hosts = new Map<string, string>();
  const note = (owner: Owner, backend: IngressBackend, host: string | undefined): void => {
    const resolved = resolveBackend(owner, backend, resolve).backend;
    if (!resolved || host === undefined) return;
    const key = workloadKey(resolved);
    if (!hosts.has(key)) hosts.set(key, host);
  };
  for (const own of ours) {
    const { spec } = own.ingress;
    const owner = ownerOf(own);
    const exact = (host: string | undefined): string | undefined =>
      host && !host.startsWith('*') ? host.toLowerCase() : undefined;
    const rules = spec.rules ?? [];
    for (const rule of rules) {
      for (const path of rule.http?.paths ?? []) note(owner, path.backend, exact(rule.host));
    }
    const { defaultBackend } = spec;
    if (defaultBackend) note(owner, defaultBackend, rules.map((rule) => exact(rule.host)).find(Boolean));
  }
  return hosts;
}
