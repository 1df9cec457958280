/** The admission plugins that matter to us: the namespace must live, and an Ingress gets the default class. */
import type { Cluster } from '../cluster.ts';
import { forbidden, notFound } from '../failures.ts';
import { isMap, mapAt, textAt } from '../objects.ts';
import type { Draft, KubeObject } from '../objects.ts';
import type { ResourceDefinition } from '../resources/definition.ts';

const DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class';
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

export function requireNamespace(
  cluster: Cluster,
  resource: ResourceDefinition,
  namespace: string,
  name: string,
): void {
  if (!resource.namespaced) return;
  const stored = cluster.store.get('/namespaces', '', namespace);
  if (!stored) throw notFound({ group: '', plural: 'namespaces' }, namespace);
  if (stored.metadata.deletionTimestamp !== undefined) {
    throw forbidden(
      resource,
      name,
      `unable to create new content in namespace ${namespace} because it is being terminated`,
    );
  }
}

export function admitDefaultClass(cluster: Cluster, draft: Draft): void {
  const spec = draft['spec'];
  const annotations = mapAt(draft['metadata'], 'annotations');
  if (draft['kind'] !== 'Ingress' || !isMap(spec)) return;
  if (spec['ingressClassName'] !== undefined || CLASS_ANNOTATION in annotations) return;
  const newest = defaultClasses(cluster)[0];
  if (newest) draft['spec'] = { ...spec, ingressClassName: newest.metadata.name };
}

/** The newest first; of equal age by name. */
const defaultClasses = ({ store }: Cluster): KubeObject[] =>
  store
    .list('networking.k8s.io/ingressclasses', '')
    .map(({ object }) => object)
    .filter(({ metadata }) => textAt(metadata.annotations, DEFAULT_CLASS) === 'true')
    .sort((a, b) => (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? ''));
