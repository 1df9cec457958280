/**
 * The Ingress front end. In: a Snapshot. Out: Routing, and what to tell the owners.
 *
 *   Ingresses of our class -> hosts with their participants -> TLS of each host -> sites with routes
 *
 * It knows Kubernetes' rules (age decides conflicts, a host never falls through, TLS belongs to the host) and nothing
 * of the gateway: how a path or a redirect is expressed there, and what does not fit, is decided in `appgw/`.
 */
import type { Ingress, IngressBackend } from '../../cluster/objects.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../../diagnostics/order.ts';
import type { Backend, Owner, Routing } from '../../routing/model.ts';
import {
  allPools,
  backendKey,
  createBackendResolver,
  withProbe,
  type BackendResolver,
  type Resolution,
} from '../backends.ts';
import { findDefaultBackend } from '../default-backend.ts';
import type { FrontendOptions } from '../options.ts';
import { readSettings } from './annotations.ts';
import { selectIngresses, type OwnIngress } from './classes.ts';
import { defaultBackendConflicts, groupByHost, type Participant } from './hosts.ts';
import { sitesOf } from './sites.ts';
import { decideTls, unusedTlsHosts } from './tls.ts';

export interface Translation {
  readonly routing: Routing;
  /** Sorted; each once. */
  readonly diagnostics: readonly Diagnostic[];
}

export function translateIngresses(snapshot: Snapshot, options: FrontendOptions): Translation {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const resolve = createBackendResolver(snapshot);
  const ours = selectIngresses(snapshot, options);
  const probeHosts = collectProbeHosts(ours, resolve);
  const backendOf = ({ owner }: Pick<Participant, 'owner'>, backend: IngressBackend): Backend | null => {
    const resolution = resolveBackend(owner, backend, resolve);
    diagnostics.push(...resolution.problems(owner));
    if (!resolution.backend) return null;
    const host = probeHosts.get(backendKey(resolution.backend));
    return withProbe(resolution.backend, host === undefined ? {} : { host });
  };
  const participants = ours.map((own): Participant => {
    const owner = ownerOf(own.ingress);
    const { settings, diagnostics: problems } = readSettings(own);
    diagnostics.push(...problems);
    const wanted = own.ingress.spec.defaultBackend;
    const defaultBackend = wanted ? (backendOf({ owner }, wanted) ?? 'refused') : 'none';
    return { owner, ingress: own.ingress, settings, defaultBackend };
  });
  const groups = groupByHost(participants);
  diagnostics.push(...defaultBackendConflicts(participants, groups), ...participants.flatMap(unusedTlsHosts));
  const sites = groups.flatMap((group) =>
    sitesOf(group, decideTls(group, snapshot, options, report), backendOf),
  );
  return {
    routing: {
      owners: participants.map(({ owner }) => owner),
      sites: sites.sort((a, b) => a.port - b.port || ((a.hosts[0] ?? '') < (b.hosts[0] ?? '') ? -1 : 1)),
      defaultBackend: findDefaultBackend(snapshot, resolve, options),
      allPools: () => allPools(snapshot),
    },
    diagnostics: sortDiagnostics(diagnostics),
  };
}

const ownerOf = ({ metadata: { namespace, name } }: Ingress): Owner => ({ kind: 'Ingress', namespace, name });

function resolveBackend({ namespace }: Owner, backend: IngressBackend, resolve: BackendResolver): Resolution {
  if (backend.service) return resolve(namespace, backend.service);
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
    const key = backendKey(resolved);
    if (!hosts.has(key)) hosts.set(key, host);
  };
  for (const { ingress } of ours) {
    const owner = ownerOf(ingress);
    const exact = (host: string | undefined): string | undefined =>
      host && !host.startsWith('*') ? host.toLowerCase() : undefined;
    const rules = ingress.spec.rules ?? [];
    for (const rule of rules) {
      for (const path of rule.http?.paths ?? []) note(owner, path.backend, exact(rule.host));
    }
    const { defaultBackend } = ingress.spec;
    if (defaultBackend) note(owner, defaultBackend, rules.map((rule) => exact(rule.host)).find(Boolean));
  }
  return hosts;
}
