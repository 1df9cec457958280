/** Our Ingresses -> participants: what each says, by itself and through its class, and what it may not say. */
import type { IngressBackend } from '../../cluster/objects.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import { mayUseFrontend } from '../../api/policy-check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Backend, Owner } from '../../routing/model.ts';
import type { FrontendOptions } from '../options.ts';
import { readSettings } from './annotations.ts';
import type { OwnIngress } from './classes.ts';
import type { Participant } from './hosts.ts';
import { withoutProhibited } from './prohibited.ts';
import type { Report } from '../report.ts';

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
    const allowed = withoutProhibited(own.ingress, owner, snapshot.prohibitedTargets.values());
    for (const diagnostic of [...diagnostics, ...allowed.diagnostics]) report(diagnostic);
    const participant: Participant = {
      owner,
      ingress: allowed.ingress,
      values,
      own: said,
      heldBack: heldBack || !isFrontendAllowed(owner, values.frontend, options, report),
      defaultBackend: 'none',
      certificateHosts: [],
    };
    const wanted = allowed.ingress.spec.defaultBackend;
    return wanted
      ? { ...participant, defaultBackend: backendOf(participant, wanted) ?? 'refused' }
      : participant;
  });
}

export const ownerOf = ({ ingress: { metadata } }: OwnIngress): Owner => ({
  kind: 'Ingress',
  namespace: metadata.namespace,
  name: metadata.name,
});

function isFrontendAllowed(
  owner: Owner,
  wanted: 'public' | 'private' | 'both' | undefined,
  { policy }: FrontendOptions,
  report: Report,
): boolean {
  const kinds = wanted === 'both' ? (['public', 'private'] as const) : wanted ? [wanted] : [];
  const refused = kinds.find((kind) => !mayUseFrontend(policy, kind));
  if (refused) report(diagnose('FRONTEND_NOT_ALLOWED', owner, { frontend: refused }));
  return refused === undefined;
}
