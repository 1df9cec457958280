/**
 * The back end. In: Routing and the live gateway. Out: the desired sub-resources of ours, and what to tell the owners.
 *
 *   sites -> located (frontend, port, listener, certificate) -> drafted (paths, targets) -> placed (priorities)
 *         -> admitted (limits) -> assembled (collections)
 *
 * Https sites go first: a plain site redirects only to one that is really served. It knows ARM's rules and limits; it
 * does not know Kubernetes, nor how the document is sent.
 */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../diagnostics/order.ts';
import type { Routing, Site } from '../routing/model.ts';
import { adoptedTag, NO_TAGS } from './adopt.ts';
import { admit } from './admission.ts';
import { assemble, type Assembly } from './assemble.ts';
import { honourClaims, reportShadows } from './claims.ts';
import { createContext, type Context, type UnusablePolicies } from './context.ts';
import type { DesiredGateway } from './desired.ts';
import { lostByAdoption } from './adopted-sites.ts';
import { siteKey } from './draft.ts';
import { reportGaps } from './gaps.ts';
import { gatewayProperties } from './gateway-wide.ts';
import { draftGuards } from './guards.ts';
import { keepStanding } from './keep-standing.ts';
import type { LiveGateway } from './live.ts';
import { placeholderParts } from './placeholder.ts';
import { draftSites, withPriorities, type PlacedSite } from './place.ts';

export interface GatewayBuild {
  readonly desired: DesiredGateway;
  /** Sorted; each once. */
  readonly diagnostics: readonly Diagnostic[];
}

export function buildGateway(
  routing: Routing,
  live: LiveGateway,
  unusablePolicies: UnusablePolicies = new Map(),
): GatewayBuild {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const context = createContext(routing, live, report, unusablePolicies);
  const { instance } = live;
  const untouched = (problem: Diagnostic): GatewayBuild => {
    const rest = { gateway: {}, tags: NO_TAGS, surrendered: [], readOnly: true };
    const desired = { instance, ...assemble([], [], context), ...rest };
    return { desired, diagnostics: sortDiagnostics([...diagnostics, problem]) };
  };
  if (live.agicReturned) return untouched(diagnose('AGIC_RETURNED', null, { tag: adoptedTag(instance) }));
  if (live.agicMark !== null) return untouched(diagnose('AGIC_PRESENT', null, { mark: live.agicMark }));
  const sites = admit(placeAll(keepStanding(routing, live), context), context);
  const lost = lostByAdoption(live.adopted.sites, sites);
  if (lost.length > 0) return untouched(diagnose('ADOPTION_INCOMPLETE', null, { sites: lost }));
  reportGaps(sites, context);
  const assembly: Assembly = assemble(
    sites,
    isOtherwiseEmpty(sites, live) ? placeholderParts(live) : [],
    context,
  );
  const surrendered = sites.length > 0 ? live.surrendered : [];
  return {
    desired: {
      instance,
      ...assembly,
      gateway: gatewayProperties(routing.gateway),
      tags: sites.length > 0 ? live.adopted.tags : NO_TAGS,
      surrendered,
      readOnly: false,
    },
    diagnostics: sortDiagnostics(diagnostics),
  };
}

function placeAll(sites: readonly Site[], context: Context): readonly PlacedSite[] {
  const claims = honourClaims(sites, context);
  const plain = sites.filter(({ protocol }) => protocol === 'Http');
  const secureDrafts = draftSites(
    sites.filter(({ protocol }) => protocol === 'Https'),
    null,
    context,
  );
  const guards = draftGuards(plain, secureDrafts, context);
  const secure = withPriorities([...secureDrafts, ...guards], new Set(), claims, context);
  const isGuard = (placed: PlacedSite): boolean => guards.some(({ hash }) => hash === placed.hash);
  const served = new Map(
    secure.filter((placed) => !isGuard(placed)).map((placed) => [siteKey(placed.site), placed]),
  );
  const taken = new Set(secure.map((placed) => placed.priority));
  const placed = [...secure, ...withPriorities(draftSites(plain, served, context), taken, claims, context)];
  reportShadows(placed, context);
  return placed.sort(
    (a, b) => context.rankOf(a.site.owner) - context.rankOf(b.site.owner) || (a.hash < b.hash ? -1 : 1),
  );
}

/** No rule of ours, and none of anybody else. */
const isOtherwiseEmpty = (sites: readonly PlacedSite[], live: LiveGateway): boolean =>
  sites.length === 0 &&
  live.foreignCounts.requestRoutingRules === 0 &&
  !live.surrendered.some(({ collection }) => collection === 'requestRoutingRules');
