/** Paths of an Ingress -> matches, with the habits of real manifests taken as they are meant. */
import type { HTTPIngressPath } from '../../cluster/objects.ts';
import type { AnnotationValues } from '../../api/annotations/catalogue.ts';
import type { Match } from '../../routing/model.ts';
import { isRegularExpression, literalPrefix } from './rewrites/pattern.ts';

export function toMatch({ path, pathType }: HTTPIngressPath, values: AnnotationValues = {}): Match {
  if (values['rewrite-target'] !== undefined && path && isRegularExpression(path)) return nearest(path);
  switch (pathType) {
    case 'Exact':
      return { type: 'Exact', path: path || '/' };
    case 'Prefix':
      return { type: 'Prefix', path: toPrefix(path || '/') };
    case 'ImplementationSpecific':
      return { type: 'Gateway', path: path || '/' };
  }
}

/** The gateway has no regular expressions: what comes before the first metacharacter chooses the rule. */
function nearest(path: string): Match {
  const literal = literalPrefix(path);
  const rest = path.replace(/^\^/, '').slice(literal.length);
  return rest.startsWith('(/|$)')
    ? { type: 'Prefix', path: toPrefix(literal || '/') }
    : { type: 'Gateway', path: `${literal || '/'}*` };
}

/** Trailing slashes do not count in a Prefix; `/x/*`, as AGIC's users write it, means Prefix `/x`. */
export const toPrefix = (path: string): string => withoutSlashes(path.replace(/\/\*$/, '/')) || '/';

/** Not by `/+$`, whose work grows with the square of a run of slashes in the middle. */
function withoutSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

/** It leaves nothing to what answers where no path matches. */
export const isRoot = ({ type, path }: Match): boolean =>
  type === 'Prefix' ? path === '/' : type === 'Gateway' && (path === '/' || path === '/*');
