/**
 * As much of OpenAPI v3 as kubectl asks for before it writes: that a kind exists and that its PATCH takes
 * `fieldValidation`, which leaves the validation to the server.
 */
import { apiVersionOf } from './definition.ts';
import type { ResourceDefinition } from './definition.ts';

const ROOT = '/openapi/v3';

/** The answer to a path, or null. */
export function describeApi(resources: readonly ResourceDefinition[], path: string): unknown {
  const byPath = Map.groupBy(resources, groupPath);
  if (path === ROOT) {
    const entries = [...byPath.keys()].map((group) => [group, { serverRelativeURL: `${ROOT}/${group}` }]);
    return { paths: Object.fromEntries(entries) };
  }
  const group = path.startsWith(`${ROOT}/`) ? byPath.get(path.slice(ROOT.length + 1)) : undefined;
  return group ? document(group) : null;
}

const groupPath = (resource: ResourceDefinition): string =>
  `${resource.group === '' ? 'api' : 'apis'}/${apiVersionOf(resource)}`;

const document = (resources: readonly ResourceDefinition[]): unknown => ({
  openapi: '3.0.0',
  info: { title: 'Kubernetes', version: 'v1' },
  paths: Object.fromEntries(
    resources.map((resource) => [objectPath(resource), { patch: patchOperation(resource) }]),
  ),
  components: { schemas: {} },
});

const objectPath = (resource: ResourceDefinition): string =>
  `/${groupPath(resource)}/${resource.namespaced ? 'namespaces/{namespace}/' : ''}${resource.plural}/{name}`;

const patchOperation = ({ group, version, kind }: ResourceDefinition): unknown => ({
  'x-kubernetes-action': 'patch',
  'x-kubernetes-group-version-kind': { group, version, kind },
  parameters: [{ name: 'fieldValidation', in: 'query', schema: { type: 'string' } }],
  responses: { 200: { description: 'OK' } },
});
