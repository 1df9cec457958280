import { entry } from './entry.ts';

/** What can be wrong with classes, hosts and paths of an Ingress. */
export const PATHS = {
  INGRESSES_OF_OTHER_CLASSES: entry<{ count: number }>(
    'info',
    (d) =>
      `${d.count} ${d.count === 1 ? 'Ingress belongs' : 'Ingresses belong'} to other classes and had no effect.`,
    'Set ingressClassName to a class whose spec.controller is ours, if that is not what you want.',
  ),
  PATH_CONFLICT: entry<{ host: string; path: string; pattern: string; owner: string }>(
    'error',
    (d) =>
      `Requests for ${d.pattern} on ${hostText(d.host)} already belong to ${d.owner}; path ${d.path} does not get them.`,
    'One path of a host has one backend, and the oldest Ingress keeps it: change or remove one of the two.',
  ),
  PATH_CASE_CONFLICT: entry<{ host: string; path: string; other: string; owner: string }>(
    'error',
    (d) =>
      `Path ${d.path} on ${hostText(d.host)} differs only in case from ${d.other} of ${d.owner}, which is older and gets the requests.`,
    'Application Gateway compares paths without case: use paths that differ in more than case.',
  ),
  PATH_CASE_INSENSITIVE: entry<{ paths: readonly string[] }>(
    'warning',
    (d) =>
      `Application Gateway compares paths without case: ${d.paths.join(', ')} also match other spellings.`,
    'Nothing to do unless two spellings must reach different backends.',
  ),
  PATH_ENCODED: entry<{ path: string }>(
    'warning',
    (d) =>
      `Path ${d.path} holds a percent-encoding, but the gateway decodes requests before it compares them.`,
    'Write the path in its decoded form.',
  ),
  PATH_NOT_EXPRESSIBLE: entry<{ path: string; pathType: string; reason: string }>(
    'error',
    (d) => `Path ${d.path} (${d.pathType}) cannot be expressed on Application Gateway: ${d.reason}.`,
    'A pattern starts with "/", has no "?" or "#", and "*" only as its last character.',
  ),
  EXACT_ROOT_WIDENED: entry<{ host: string }>(
    'warning',
    (d) =>
      `Exact "/" on ${hostText(d.host)} became the default of the host: it also answers paths that nothing else matches.`,
    'The gateway cannot match the root alone; add a Prefix "/" or a defaultBackend to decide about the other paths.',
  ),
  EXACT_ROOT_REFUSED: entry<{ host: string; owner: string }>(
    'error',
    (d) =>
      `Exact "/" on ${hostText(d.host)} is held back: the gateway cannot match the root alone, and ${d.owner} already answers all other paths.`,
    'Use Prefix "/" for both, or route the root inside the application.',
  ),
  DEFAULT_BACKEND_CONFLICT: entry<{ hosts: readonly string[]; owner: string }>(
    'error',
    (d) =>
      `The defaultBackend is not used (${d.hosts.map(hostText).join(', ')}): ${d.owner} is older and has one.`,
    'Only one backend can answer what nothing else matches; remove one of the two.',
  ),
  DEFAULT_BACKEND_PARTIAL: entry<{ hosts: readonly string[]; owner: string }>(
    'warning',
    (d) =>
      `The defaultBackend is not used for ${d.hosts.map(hostText).join(', ')}: ${d.owner} is older and has one. It is used for the other hosts.`,
    'Only one backend can answer what nothing else matches; the oldest Ingress of a host decides.',
  ),
  WILDCARD_SPANS_LABELS: entry<{ hosts: readonly string[] }>(
    'warning',
    (d) =>
      `On Application Gateway ${d.hosts.join(', ')} also matches hosts with more labels in place of the star.`,
    'Kubernetes means one label only; add Ingresses for deeper hosts that must be answered differently.',
  ),
} as const;

const hostText = (host: string): string => (host === '' ? 'the host-less site' : host);
