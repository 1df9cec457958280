/** Which Ingresses are ours. */
import type { Ingress, IngressClass } from '../../cluster/objects.ts';
import { byAge, type Snapshot } from '../../cluster/snapshot.ts';
import type { FrontendOptions } from '../options.ts';

export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
export const DEFAULT_CLASS_ANNOTATION = 'ingressclass.kubernetes.io/is-default-class';

export interface OwnIngress {
  readonly ingress: Ingress;
  /** Null where the class is only conventional or comes from the legacy annotation. */
  readonly ingressClass: IngressClass | null;
}

/** Ours, oldest first. The legacy annotation decides alone where it is present (API reference of ingressClassName). */
export function selectIngresses(snapshot: Snapshot, options: FrontendOptions): readonly OwnIngress[] {
  const defaultClass = findDefaultClass(snapshot);
  return snapshot.ingresses.flatMap((ingress): OwnIngress[] => {
    const legacy = ingress.metadata.annotations?.[CLASS_ANNOTATION];
    if (legacy) return legacy === options.controllerName ? [{ ingress, ingressClass: null }] : [];
    const name = ingress.spec.ingressClassName;
    const ingressClass = name === undefined ? defaultClass : (snapshot.ingressClasses.get(name) ?? null);
    if (ingressClass) {
      return ingressClass.spec.controller === options.controllerName ? [{ ingress, ingressClass }] : [];
    }
    return name !== undefined && name === options.conventionalClass ? [{ ingress, ingressClass: null }] : [];
  });
}

/** Of several default classes the API server takes the newest, then the first by name. */
function findDefaultClass(snapshot: Snapshot): IngressClass | null {
  const defaults = [...snapshot.ingressClasses.values()].filter(
    (ingressClass) => ingressClass.metadata.annotations?.[DEFAULT_CLASS_ANNOTATION] === 'true',
  );
  const newest = (a: IngressClass, b: IngressClass): number =>
    (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? '') || byAge(a, b);
  return defaults.sort(newest)[0] ?? null;
}
