import { entry } from './entry.ts';

/** What can be wrong with redirects and rewrites of an Ingress. */
export const REWRITES = {
  ANNOTATIONS_EXCLUSIVE: entry<{ annotations: readonly string[] }>(
    'error',
    (d) => `${d.annotations.join(' and ')} cannot stand together.`,
    'Remove one of them; until then the last good configuration of the paths stays.',
  ),
  HEADER_NOT_REWRITABLE: entry<{ header: string }>(
    'error',
    (d) => `Application Gateway does not let header ${d.header} be changed in this way.`,
    'Connection and Upgrade cannot be changed, Host cannot be removed.',
  ),
  REWRITE_TARGET_REFUSED: entry<{ target: string; path: string; reason: string }>(
    'error',
    (d) => `Requests for ${d.path} cannot be rewritten to ${d.target}: ${d.reason}.`,
    'Captures $1 to $9 need an ImplementationSpecific path that is a regular expression with so many groups, like /api(/|$)(.*).',
  ),
  REWRITE_RESOURCE_MISSING: entry<{ resource: string }>(
    'error',
    (d) => `AzureApplicationGatewayRewrite ${d.resource} does not exist.`,
    'Create it, or remove rewrite-rule-set-custom-resource; until then the last good configuration of the paths stays.',
  ),
  REWRITE_RESOURCE_REFUSED: entry<{ resource: string; pattern: string; reason: string }>(
    'error',
    (d) =>
      `Pattern ${JSON.stringify(d.pattern)} of AzureApplicationGatewayRewrite ${d.resource}: ${d.reason}.`,
    'Application Gateway takes RE2.',
  ),
  REDIRECT_PATH_UNKNOWN: entry<{ paths: readonly string[] }>(
    'warning',
    (d) => `redirect-paths names ${d.paths.join(', ')}, but no rule of the Ingress has it.`,
    'Write the paths as they stand in the rules.',
  ),
  REDIRECT_LOOP: entry<{ host: string; url: string }>(
    'error',
    (d) => `The redirect of ${d.host} to ${d.url} leads to itself.`,
    'Redirect to another host, or to a path that is served.',
  ),
  WWW_HOST_TAKEN: entry<{ host: string; owner: string }>(
    'warning',
    (d) => `www-redirect would answer ${d.host}, but ${d.owner} serves it.`,
    'Remove the annotation, or the rules for that host.',
  ),
  WWW_HOST_UNSUITED: entry<{ host: string; direction: 'to-www' | 'to-apex' }>(
    'warning',
    (d) =>
      `The www-redirect ${d.direction} has no effect for ${d.host === '' ? 'requests without a host of their own' : d.host}.`,
    'Set to-apex on an Ingress for example.com, to-www on one for www.example.com; neither works with wildcards.',
  ),
  PATH_PROHIBITED: entry<{ host: string; path: string; target: string }>(
    'error',
    (d) =>
      `Path ${d.path} on ${d.host === '' ? 'any host' : d.host} is kept for others by AzureIngressProhibitedTarget ${d.target}.`,
    'Use another host or path, or ask whoever made that object.',
  ),
} as const;
