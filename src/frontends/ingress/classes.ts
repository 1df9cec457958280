/** Which Ingresses are ours. */
import type { Ingress, IngressClass } from '../../cluster/objects.ts';
import { byYouth, type Snapshot } from '../../cluster/snapshot.ts';
import type { FrontendOptions } from '../options.ts';

export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
export const DEFAULT_CLASS_ANNOTATION = 'ingressclass.kubernetes.io/is-default-class';

export interface OwnIngress {
  readonly ingress: Ingress;
  /** Null where the class is only conventional or comes from the legacy annotation. */
  readonly ingressClass: IngressClass | null;
}

/**
 * Ours, oldest first. The legacy annotation decides alone where it is present (API reference of ingressClassName);
 * where it only repeats the name of the class, which charts for every cluster make it do, the class decides.
 */
/** What decides about classes. */
export type ClassOptions = Pick<FrontendOptions, 'controllerName' | 'conventionalClass' | 'gateway'>;

export function selectIngresses(snapshot: Snapshot, options: ClassOptions): readonly OwnIngress[] {
  const defaultClass = findDefaultClass(snapshot);
  const isUnnamed = options.gateway?.kind !== 'named' || options.gateway.unnamed === true;
  return snapshot.ingresses.flatMap((ingress): OwnIngress[] => {
    const legacy = ingress.metadata.annotations?.[CLASS_ANNOTATION];
    const name = ingress.spec.ingressClassName;
    if (legacy && legacy !== name)
      return legacy === options.controllerName && isUnnamed ? [{ ingress, ingressClass: null }] : [];
    const ingressClass = name === undefined ? defaultClass : (snapshot.ingressClasses.get(name) ?? null);
    if (ingressClass) return leadsTo(ingressClass, options) ? [{ ingress, ingressClass }] : [];
    return name !== undefined && name === options.conventionalClass && isUnnamed
      ? [{ ingress, ingressClass: null }]
      : [];
  });
}

/** Kind of the objects that the parameters of a class name, with its API group. */
export const GATEWAY_KIND = { apiGroup: 'appgw-ingress.dev', kind: 'ApplicationGateway' } as const;

/** Whether the class is ours and belongs to the gateway. */
export function leadsTo(
  { spec }: IngressClass,
  { controllerName, gateway = { kind: 'all' } }: Pick<FrontendOptions, 'controllerName' | 'gateway'>,
): boolean {
  if (spec.controller !== controllerName) return false;
  const { parameters } = spec;
  switch (gateway.kind) {
    case 'all':
      return true;
    case 'unnamed':
      return parameters === undefined;
    case 'named':
      if (parameters === undefined) return gateway.unnamed === true;
      return (
        parameters.apiGroup === GATEWAY_KIND.apiGroup &&
        parameters.kind === GATEWAY_KIND.kind &&
        parameters.name === gateway.name
      );
  }
}

/** Of several default classes the API server takes the newest, then the first by name. */
function findDefaultClass(snapshot: Snapshot): IngressClass | null {
  const defaults = [...snapshot.ingressClasses.values()].filter(
    (ingressClass) => ingressClass.metadata.annotations?.[DEFAULT_CLASS_ANNOTATION] === 'true',
  );
  return defaults.sort(byYouth)[0] ?? null;
}
