/** The kinds that are served at the moment: the built-in ones and those of stored CustomResourceDefinitions. */
import type { Store } from '../storage/store.ts';
import { BUILTIN } from './builtin.ts';
import { customResources } from './custom.ts';
import type { ResourceDefinition } from './definition.ts';

export interface Registry {
  all(): readonly ResourceDefinition[];
  find(group: string, version: string, plural: string): ResourceDefinition | undefined;
}

const DEFINITIONS = 'apiextensions.k8s.io/customresourcedefinitions';

export function createRegistry(store: Store): Registry {
  const custom = new Map<string, readonly ResourceDefinition[]>();
  /** The objects go with their definition. */
  function forget(name: string): void {
    const [resource] = custom.get(name) ?? [];
    custom.delete(name);
    if (!resource) return;
    for (const { object } of store.list(resource.collection, '')) store.remove(resource.collection, object);
  }
  store.subscribe(DEFINITIONS, ({ before, after }) => {
    if (after) custom.set(after.metadata.name, customResources(after));
    else if (before) forget(before.metadata.name);
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
