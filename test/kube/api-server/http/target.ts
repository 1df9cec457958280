/** What a method and a path ask for, as authorization sees it; whether the resource exists is not known here. */
import type { Attributes, ResourceAttributes } from '../access/rbac.ts';
import { selectedName } from '../storage/select.ts';

export interface ResourceTarget extends ResourceAttributes {
  readonly version: string;
}
export type Target = ResourceTarget | Extract<Attributes, { path: string }>;

const NAMESPACE_SUBRESOURCES = new Set(['status', 'finalize']);

export function targetOf(method: string, path: string, query: URLSearchParams): Target {
  const [root, ...rest] = path
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const [group, version, ...parts] = root === 'api' ? ['', ...rest] : root === 'apis' ? rest : [];
  if (group === undefined || version === undefined || parts.length === 0) {
    return { verb: method.toLowerCase(), path };
  }
  const isScoped = parts[0] === 'namespaces' && parts.length > 2;
  const isInNamespace = isScoped && !NAMESPACE_SUBRESOURCES.has(parts[2] ?? '');
  const [plural = '', named = '', subresource = ''] = isInNamespace ? parts.slice(2) : parts;
  const verb = verbOf(method, named, query);
  const isMany = ['list', 'watch', 'deletecollection'].includes(verb);
  const name = isMany ? selectedName(query.get('fieldSelector') ?? '') : named;
  const namespace = isInNamespace ? (parts[1] ?? '') : plural === 'namespaces' ? named : '';
  return { verb, group, version, namespace, plural, name, subresource };
}

function verbOf(method: string, name: string, query: URLSearchParams): string {
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (name !== '') return 'get';
      return ['true', '1'].includes(query.get('watch') ?? '') ? 'watch' : 'list';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === '' ? 'deletecollection' : 'delete';
    default:
      return method.toLowerCase();
  }
}
