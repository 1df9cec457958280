/** The kinds that are served at the moment: the built-in ones and those of stored CustomResourceDefinitions. */
import type { Store } from '../storage/store.ts';
import { BUILTIN } from './builtin.ts';
import { customResources } from './custom.ts';
import type { ResourceDefinition } from './definition.ts';

export interface Registry {
  all(): readonly ResourceDefinition[];
  find(group: string, version: string, plural: string): ResourceDefinition | undefined;
}

export const DEFINITIONS = 'apiextensions.k8s.io/customresourcedefinitions';

export function createRegistry(store: Store): Registry {
  const custom = new Map<string, readonly ResourceDefinition[]>();
  store.subscribe(DEFINITIONS, ({ before, after }) => {
    if (after) custom.set(after.metadata.name, customResources(after));
    else if (before) custom.delete(before.metadata.name);
  });
  const all = (): readonly ResourceDefinition[] => [...BUILTIN, ...[...custom.values()].flat()];
  return {
    all,
    find: (group, version, plural) =>
      all().find(
        (resource) => resource.group === group && resource.version === version && resource.plural === plural,
      ),
  };
}
