/** Our Ingresses -> participants: what each says, by itself and through its class, and what it may not say. */
import type { IngressBackend } from '../../cluster/objects.ts';
import { keyOf, type Snapshot } from '../../cluster/snapshot.ts';
import type { AnnotationValues } from '../../api/annotations/catalogue.ts';
import { mayUseFrontend, mayUseHost } from '../../api/policy-check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Backend, Owner } from '../../routing/model.ts';
import type { FrontendOptions } from '../options.ts';
import { readSettings } from './annotations.ts';
import type { OwnIngress } from './classes.ts';
import { heldParticipant } from './held-participant.ts';
import { hostsOf, wantedFrontend, type Participant } from './hosts.ts';
import { withoutProhibited } from './prohibited.ts';
import type { Report } from '../report.ts';
import { certificateHostsOf } from './vault-certificates.ts';

export function participantsOf(
  ours: readonly OwnIngress[],
  backendOf: (participant: Participant, backend: IngressBackend) => Backend | null,
  snapshot: Snapshot,
  options: FrontendOptions,
  report: Report,
): readonly Participant[] {
  return ours.map((own): Participant => {
    const owner = ownerOf(own);
    const { values, own: said, heldBack, diagnostics } = readSettings(own, options);
    const targets = snapshot.prohibitedTargets.values();
    const allowed = withoutProhibited(own.ingress, owner, targets, values['hostname-extension']);
    const holding = snapshot.heldIngresses.get(keyOf(own.ingress.metadata)) ?? null;
    if (!holding) for (const diagnostic of [...diagnostics, ...allowed.diagnostics]) report(diagnostic);
    const participant: Participant = {
      owner,
      ingress: allowed.ingress,
      values,
      own: said,
      heldBack: heldBack || !isFrontendAllowed(owner, values, options, report),
      holding: null,
      defaultBackend: 'none',
      certificateHosts: certificateHostsOf(allowed.ingress, values, snapshot, options),
      refusedHosts: new Set(),
    };
    if (holding) return heldParticipant(participant, holding);
    const refusedHosts = refusedHostsOf(participant, options, report);
    const wanted = allowed.ingress.spec.defaultBackend;
    const defaultBackend = wanted ? (backendOf(participant, wanted) ?? 'refused') : 'none';
    return { ...participant, refusedHosts, defaultBackend };
  });
}

function refusedHostsOf(
  participant: Participant,
  { policy }: FrontendOptions,
  report: Report,
): ReadonlySet<string> {
  const { owner, ingress } = participant;
  const { rules = [], defaultBackend } = ingress.spec;
  const hosts = [...rules.flatMap((rule) => hostsOf(rule, participant)), ...(defaultBackend ? [''] : [])];
  const refused = [...new Set(hosts)].filter((host) => !mayUseHost(policy, owner.namespace, host));
  for (const host of refused) {
    // Beside rules with hosts a defaultBackend answers for these alone.
    if (host === '' && hosts.length > 1 && !rules.some((rule) => !rule.host)) continue;
    report(diagnose('HOST_NOT_ALLOWED', owner, { host, namespace: owner.namespace }));
  }
  return new Set(refused);
}

export const ownerOf = ({ ingress: { metadata } }: OwnIngress): Owner => ({
  kind: 'Ingress',
  namespace: metadata.namespace,
  name: metadata.name,
});

function isFrontendAllowed(
  owner: Owner,
  values: AnnotationValues,
  { policy, frontend }: FrontendOptions,
  report: Report,
): boolean {
  const wanted = wantedFrontend(values, frontend);
  const kinds = wanted === 'both' ? (['public', 'private'] as const) : [wanted];
  const refused = kinds.find((kind) => kind !== 'auto' && !mayUseFrontend(policy, kind));
  if (refused) report(diagnose('FRONTEND_NOT_ALLOWED', owner, { frontend: refused }));
  return refused === undefined;
}
