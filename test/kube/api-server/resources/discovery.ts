/** The documents by which a client learns what is served. */
import { apiVersionOf } from './definition.ts';
import type { ResourceDefinition } from './definition.ts';

const VERSION = { major: '1', minor: '33', gitVersion: 'v1.33.0', platform: 'linux/amd64' };

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];

/** The answer to a discovery path, or null. */
export function discover(resources: readonly ResourceDefinition[], path: string): unknown {
  const [root, group, version, ...rest] = path.split('/').filter((part) => part !== '');
  if (rest.length > 0) return null;
  if (root === 'version' && group === undefined) return VERSION;
  if (root === 'api') {
    if (group === undefined) return coreVersions;
    return group === 'v1' && version === undefined ? resourceList(resources, '', 'v1') : null;
  }
  if (root !== 'apis') return null;
  const groups = namedGroups(resources);
  if (group === undefined) return { kind: 'APIGroupList', apiVersion: 'v1', groups };
  if (version === undefined) {
    const found = groups.find(({ name }) => name === group);
    return found ? { kind: 'APIGroup', apiVersion: 'v1', ...found } : null;
  }
  return resourceList(resources, group, version);
}

const coreVersions = { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };

function namedGroups(resources: readonly ResourceDefinition[]) {
  const names = new Set(resources.map(({ group }) => group).filter((group) => group !== ''));
  return [...names].map((name) => {
    const found = resources.filter(({ group }) => group === name).map(({ version }) => version);
    const versions = [...new Set(found)].map((version) => ({
      groupVersion: `${name}/${version}`,
      version,
    }));
    return { name, versions, preferredVersion: versions[0] };
  });
}

function resourceList(all: readonly ResourceDefinition[], group: string, version: string): unknown {
  const served = all.filter((resource) => resource.group === group && resource.version === version);
  if (served.length === 0) return null;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf({ group, version }),
    resources: served.flatMap(entries),
  };
}

function entries(resource: ResourceDefinition) {
  const { plural, singular, kind, namespaced, shortNames, categories, subresources } = resource;
  return [
    {
      name: plural,
      singularName: singular,
      namespaced,
      kind,
      verbs: [...READ, ...WRITE].toSorted(),
      shortNames,
      categories,
    },
    ...subresources.map((subresource) => ({
      name: `${plural}/${subresource}`,
      singularName: '',
      namespaced,
      kind: subresource === 'token' ? 'TokenRequest' : kind,
      verbs: subresource === 'status' ? ['get', 'patch', 'update'] : ['create'],
    })),
  ];
}
