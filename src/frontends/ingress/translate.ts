/**
 * The Ingress front end. In: a Snapshot. Out: Routing, and what to tell the owners.
 *
 *   Ingresses of our class -> participants (annotations, prohibited paths) -> hosts of each frontend
 *      -> what a host has once (TLS, profile, firewall, ports) -> sites with routes -> hosts that share a listener
 *
 * It knows Kubernetes' rules (age decides conflicts, a host never falls through, TLS belongs to the host) and nothing
 * of the gateway: how a path or a redirect is expressed there, and what does not fit, is decided in `appgw/`.
 */
import type { IngressBackend } from '../../cluster/objects.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../../diagnostics/order.ts';
import type { Backend, Routing, Site } from '../../routing/model.ts';
import { allPools, createBackendResolver } from '../backends.ts';
import { findDefaultBackend } from '../default-backend.ts';
import type { FrontendOptions } from '../options.ts';
import { createBackendReader } from './backend-reader.ts';
import { selectIngresses } from './classes.ts';
import { entrancesOf } from './entrances.ts';
import { hostFirewall, pathFirewall } from './firewall.ts';
import { decide } from './host-settings.ts';
import { defaultBackendConflicts, groupByHost, type HostGroup, type Participant } from './hosts.ts';
import { participantsOf } from './participants.ts';
import { isPermitted } from '../permitted.ts';
import { unheardClaims, withClaimedPriorities } from './priorities.ts';
import { unknownRedirectPaths } from './redirects.ts';
import type { RouteTools } from './routes.ts';
import { shareListeners } from './shared-listeners.ts';
import { sitesOf } from './sites.ts';
import type { Report } from '../report.ts';
import { decideTls, unusedTlsHosts } from './tls.ts';
import { tlsProfileOf } from './tls-profile.ts';
import { wwwSites } from './www.ts';

export interface Translation {
  readonly routing: Routing;
  /** Sorted; each once. */
  readonly diagnostics: readonly Diagnostic[];
}

export function translateIngresses(snapshot: Snapshot, options: FrontendOptions): Translation {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => void diagnostics.push(diagnostic);
  const resolve = createBackendResolver(snapshot, options);
  const ours = selectIngresses(snapshot, options);
  const backendOf = createBackendReader(ours, resolve, snapshot, options, report);
  const participants = participantsOf(ours, backendOf, snapshot, options, report);
  const groups = groupByHost(participants, options.frontend);
  diagnostics.push(
    ...defaultBackendConflicts(participants, groups),
    ...participants.flatMap(unusedTlsHosts),
    ...participants.flatMap(redirectDiagnostics),
  );
  const sites = groups.flatMap((group) => {
    const made = hostSites(group, backendOf, snapshot, options, report);
    for (const unheard of unheardClaims(group, made)) report(unheard);
    return [...made, ...wwwSites(group, made, groups, snapshot, options.policy, report)];
  });
  return {
    routing: {
      owners: participants.map(({ owner }) => owner),
      sites: withClaimedPriorities(shareListeners(sites, groups, participants), participants).toSorted(
        bySite,
      ),
      defaultBackend: findDefaultBackend(snapshot, resolve, options),
      gateway: options.gatewayWide,
      held: participants.filter(({ holding }) => holding !== null).map(({ owner }) => owner),
      allPools: () => allPools(snapshot, options),
    },
    diagnostics: sortDiagnostics(diagnostics),
  };
}

function hostSites(
  group: HostGroup,
  backendOf: (participant: Participant, backend: IngressBackend) => Backend | null,
  snapshot: Snapshot,
  options: FrontendOptions,
  report: Report,
): readonly Site[] {
  const tls = decideTls(group, snapshot, options, report);
  const firewall = hostFirewall(group, options, report);
  const tools: RouteTools = {
    backendOf,
    firewallOf: (member) => pathFirewall(member, firewall, options, report),
    mayRewrite: (member, name) => isPermitted(member, 'rewrite-rule-set', name, options.policy, report),
    resources: snapshot.rewrites,
    report,
  };
  const settings = {
    tls,
    tlsProfile: tls && tlsProfileOf(group, snapshot, options, report),
    firewall,
    errorPages: (decide(group, 'custom-error-pages', report)?.value ?? []).toSorted(
      (a, b) => a.status - b.status,
    ),
    entrances: entrancesOf(group.members, tls !== null, report),
  };
  return sitesOf(group, settings, tools);
}

function redirectDiagnostics({ owner, values, ingress }: Participant): readonly Diagnostic[] {
  const paths = (ingress.spec.rules ?? []).flatMap((rule) => rule.http?.paths ?? []);
  return unknownRedirectPaths(
    owner,
    values,
    paths.map(({ path }) => path ?? '/'),
  );
}

function bySite(a: Site, b: Site): number {
  const [hostA, hostB] = [`${a.hosts[0] ?? ''} ${a.frontend}`, `${b.hosts[0] ?? ''} ${b.frontend}`];
  return a.port - b.port || (hostA < hostB ? -1 : 1);
}
