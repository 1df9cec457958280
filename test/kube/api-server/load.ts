/** Objects into the store without HTTP, but through everything else that a create goes through. */
import type { Cluster } from './cluster.ts';
import type { KubeInput } from './contracts.ts';
import type { ResourceDefinition } from './resources/definition.ts';
import { apiVersionOf } from './resources/definition.ts';
import { createObject } from './verbs/create.ts';
import { writeOptions } from './verbs/write-options.ts';

export function loadObjects(cluster: Cluster, objects: readonly KubeInput[]): void {
  for (const object of objects) {
    const resource = resourceOf(cluster, object);
    const namespace = resource.namespaced ? (object.metadata.namespace ?? 'default') : '';
    const call = {
      resource,
      namespace,
      name: '',
      subresource: '',
      query: new URLSearchParams(),
      body: object,
      contentType: '',
      userAgent: 'load',
    };
    createObject(cluster, resource, namespace, object, writeOptions(cluster, call));
  }
}

function resourceOf({ registry }: Cluster, { apiVersion, kind }: KubeInput): ResourceDefinition {
  const found = registry
    .all()
    .find((resource) => resource.kind === kind && apiVersionOf(resource) === apiVersion);
  if (!found) throw new Error(`no ${kind} in ${apiVersion} is served`);
  return found;
}
