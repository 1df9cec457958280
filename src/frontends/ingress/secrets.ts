/** Which Secrets our Ingresses refer to: only these are read in a cluster (decision 11). */
import type { Snapshot } from '../../cluster/snapshot.ts';
import type { FrontendOptions } from '../options.ts';
import { selectIngresses } from './classes.ts';

/** `namespace/name`, each once. */
export const referencedSecrets = (snapshot: Snapshot, options: FrontendOptions): ReadonlySet<string> =>
  new Set(
    selectIngresses(snapshot, options).flatMap(({ ingress: { metadata, spec } }) =>
      (spec.tls ?? []).flatMap(({ secretName }) =>
        secretName ? [`${metadata.namespace}/${secretName}`] : [],
      ),
    ),
  );
