/** Objects that are only asked, never stored: may I, what may I, may he. */
import { badRequest } from '../failures.ts';
import { listAt, mapAt, textAt } from '../objects.ts';
import type { JsonMap } from '../objects.ts';
import type { Attributes, Authorizer, PolicyRule } from './rbac.ts';
import type { User } from './user.ts';

export const REVIEW_GROUP = 'authorization.k8s.io';

/** The review with its status, or null where the plural names none. */
export function review(authorizer: Authorizer, plural: string, user: User, body: JsonMap): JsonMap | null {
  const spec = mapAt(body, 'spec');
  switch (plural) {
    case 'selfsubjectaccessreviews':
      return { ...body, status: access(authorizer, user, spec) };
    case 'subjectaccessreviews':
      return { ...body, status: access(authorizer, userOf(spec), spec) };
    case 'selfsubjectrulesreviews':
      return { ...body, status: rules(authorizer.rulesFor(user, textAt(spec, 'namespace'))) };
    default:
      return null;
  }
}

const userOf = (spec: JsonMap): User => ({
  name: textAt(spec, 'user'),
  groups: listAt(spec, 'groups').map(String),
});

function access(authorizer: Authorizer, user: User, spec: JsonMap) {
  const allowed = authorizer.allows(user, attributesOf(spec));
  return allowed ? { allowed, reason: 'RBAC: allowed by a bound role' } : { allowed };
}

function attributesOf(spec: JsonMap): Attributes {
  const path = mapAt(spec, 'nonResourceAttributes');
  const resource = mapAt(spec, 'resourceAttributes');
  if (textAt(path, 'path') !== '') return { verb: textAt(path, 'verb'), path: textAt(path, 'path') };
  if (textAt(resource, 'verb') === '') {
    throw badRequest(
      'spec.resourceAttributes: Invalid value: exactly one of nonResourceAttributes or resourceAttributes must be specified',
    );
  }
  return {
    verb: textAt(resource, 'verb'),
    group: textAt(resource, 'group'),
    plural: textAt(resource, 'resource'),
    subresource: textAt(resource, 'subresource'),
    namespace: textAt(resource, 'namespace'),
    name: textAt(resource, 'name'),
  };
}

function rules(all: readonly PolicyRule[]) {
  const ofPaths = all.filter(({ nonResourceURLs }) => nonResourceURLs.length > 0);
  return {
    incomplete: false,
    nonResourceRules: ofPaths.map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
    resourceRules: all
      .filter((rule) => !ofPaths.includes(rule))
      .map(({ verbs, apiGroups, resources, resourceNames }) => ({
        verbs,
        apiGroups,
        resources,
        ...(resourceNames.length > 0 && { resourceNames }),
      })),
  };
}
