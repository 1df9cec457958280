/** Names of the Services that an Ingress leads to, each once. */
import type { Ingress } from '../../cluster/objects.ts';

export function namedServices({ spec }: Ingress): readonly string[] {
  const paths = (spec.rules ?? []).flatMap(({ http }) => http?.paths ?? []);
  const backends = [
    ...paths.map(({ backend }) => backend),
    ...(spec.defaultBackend ? [spec.defaultBackend] : []),
  ];
  return [...new Set(backends.flatMap(({ service }) => service?.name ?? []))];
}
