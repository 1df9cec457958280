/**
 * The fast lane: changes for which somebody waits who cannot go on without them. A host that was not there, an ACME
 * challenge with the solver behind it, and another certificate; everything else has the time of the holdoff.
 */
import type { Certificate, Route, Routing, Site } from '../routing/model.ts';

/** Returns a function that says whether a routing has something urgent that the last one it saw had not. */
export function watchUrgency(): (routing: Pick<Routing, 'sites'>) => boolean {
  let known: ReadonlySet<string> | null = null;
  return ({ sites }) => {
    const urgent = new Set(sites.flatMap(urgentOf));
    // Of the first one nothing is known to be new: after a restart all of it is served already.
    const before = known;
    const isNew = before !== null && [...urgent].some((key) => !before.has(key));
    known = urgent;
    return isNew;
  };
}

function urgentOf(site: Site): readonly string[] {
  const { frontend, port, hosts, routes, certificate } = site;
  const place = JSON.stringify([frontend, port, hosts]);
  const identity = certificate && identityOf(certificate);
  return [
    place,
    ...(identity === null ? [] : [`${place} ${identity}`]),
    ...routes.flatMap((route) => (route.acme ? [`${place} ${challenge(route)}`] : [])),
  ];
}

/** Null: nothing that a client could be shown. */
function identityOf(certificate: Certificate): string | null {
  switch (certificate.state) {
    case 'usable':
      return certificate.material.fingerprint;
    case 'keyVault':
      return certificate.secretId;
    case 'onGateway':
      return certificate.name;
    case 'missing':
    case 'malformed':
    case 'unnamed':
    case 'refused':
      return null;
  }
}

const challenge = ({ match, action }: Route): string =>
  JSON.stringify([match, action.kind === 'backend' ? action.backend.pool : action.kind]);
