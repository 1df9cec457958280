/** How an API server words that somebody may not do something. */
import { forbidden, forbiddenPath } from '../failures.ts';
import type { ApiFailure } from '../failures.ts';
import type { Attributes } from './rbac.ts';
import type { User } from './user.ts';

export function refusal(user: User, attributes: Attributes): ApiFailure {
  const { verb } = attributes;
  if ('path' in attributes) {
    return forbiddenPath(`User "${user.name}" cannot ${verb} path "${attributes.path}"`);
  }
  const { group, plural, subresource, namespace, name } = attributes;
  const resource = subresource === '' ? plural : `${plural}/${subresource}`;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  return forbidden(
    { group, plural },
    name,
    `User "${user.name}" cannot ${verb} resource "${resource}" in API group "${group}" ${where}`,
  );
}
