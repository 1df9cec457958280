/** Which Secrets and ConfigMaps our Ingresses refer to: only these are read in a cluster (decision 11). */
import { readAnnotations } from '../../api/annotations/read.ts';
import type { CaSource } from '../../api/annotations/texts.ts';
import type { Ingress } from '../../cluster/objects.ts';
import type { References } from '../../cluster/references.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import type { FrontendOptions } from '../options.ts';
import { selectIngresses } from './classes.ts';

const AUTHORITIES = ['client-ca', 'backend-ca'] as const;

export function references(snapshot: Snapshot, options: FrontendOptions): References {
  const ingresses = selectIngresses(snapshot, options).map(({ ingress }) => ingress);
  const authorities = ingresses.flatMap(authoritiesOf);
  const named = (kind: CaSource['kind']): ReadonlySet<string> =>
    new Set(authorities.filter((source) => source.kind === kind).map(({ key }) => key));
  return {
    secrets: new Set(ingresses.flatMap(tlsSecrets)),
    caSecrets: named('Secret'),
    configMaps: named('ConfigMap'),
  };
}

const tlsSecrets = ({ metadata, spec }: Ingress): readonly string[] =>
  (spec.tls ?? []).flatMap(({ secretName }) => (secretName ? [`${metadata.namespace}/${secretName}`] : []));

function authoritiesOf({
  metadata,
}: Ingress): readonly { readonly kind: CaSource['kind']; readonly key: string }[] {
  const { values } = readAnnotations(metadata.annotations);
  return AUTHORITIES.flatMap((annotation) => {
    const source = values[annotation];
    return source ? [{ kind: source.kind, key: `${metadata.namespace}/${source.name}` }] : [];
  });
}
