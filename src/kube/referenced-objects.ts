/** The Secrets and ConfigMaps that are referred to, followed as if they were one collection. */
import type { ClusterObject } from '../cluster/objects.ts';
import type { References } from '../cluster/references.ts';
import { projectConfigMap } from './projections/config-map.ts';
import { projectSecret } from './projections/secret.ts';
import {
  createReferencedKind,
  type ReferencedKindOptions,
  type ReferencedObjects,
} from './referenced-kind.ts';
import type { ReferencedKind } from './resources.ts';
import type { Observed } from './store.ts';

export interface Referenced extends Omit<ReferencedObjects, 'want' | 'get'> {
  /** Exactly these are followed from here on. */
  want(references: References): void;
  get(kind: ReferencedKind, key: string): Observed<ClusterObject> | undefined;
}

export function createReferenced(options: Omit<ReferencedKindOptions, 'kind' | 'project'>): Referenced {
  const kinds = {
    Secret: createReferencedKind({ ...options, kind: 'Secret', project: projectSecret }),
    ConfigMap: createReferencedKind({ ...options, kind: 'ConfigMap', project: projectConfigMap }),
  };
  const both = Object.values(kinds);
  return {
    want({ secrets, caSecrets, configMaps }) {
      kinds.Secret.want({ tls: secrets, byName: caSecrets });
      kinds.ConfigMap.want({ tls: new Set(), byName: configMaps });
    },
    isSettled: () => both.every((kind) => kind.isSettled()),
    get: (kind, key) => kinds[kind].get(key),
    objects: () => both.flatMap((kind) => kind.objects()),
    unreadable: () => both.flatMap((kind) => kind.unreadable()),
    stats: () => both.flatMap((kind) => kind.stats()),
    stop: async () => {
      await Promise.all(both.map((kind) => kind.stop()));
    },
  };
}
