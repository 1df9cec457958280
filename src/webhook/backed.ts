/** Whether a pod will be behind an Ingress of ours: a Service that selects it is named by one. */
import type { Snapshot } from '../cluster/snapshot.ts';
import { selectIngresses, type ClassOptions } from '../frontends/ingress/classes.ts';
import { namedServices } from '../frontends/ingress/named-services.ts';

export interface Labels {
  readonly [label: string]: string;
}

/** `gateways`: the classes of each gateway that is served. */
export function backsAnIngress(
  snapshot: Snapshot,
  gateways: readonly ClassOptions[],
  namespace: string,
  labels: Labels,
): boolean {
  const local = {
    ...snapshot,
    ingresses: snapshot.ingresses.filter(({ metadata }) => metadata.namespace === namespace),
  };
  return gateways
    .flatMap((options) => selectIngresses(local, options))
    .flatMap(({ ingress }) => namedServices(ingress))
    .some((name) => isSelected(labels, snapshot.services.get(`${namespace}/${name}`)?.spec.selector ?? {}));
}

/** An empty selector selects nothing: whoever makes the slices decides what is behind that Service. */
function isSelected(labels: Labels, selector: Labels): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([label, value]) => labels[label] === value);
}
