import type { V1Secret } from '@kubernetes/client-node';
import type { Secret } from '../../cluster/objects.ts';
import { projectMetadata } from './metadata.ts';
import { present, type Wire } from './wire.ts';

/** What an Ingress names in `spec.tls` has these; other keys are nobody's business here. */
const KEYS = ['tls.crt', 'tls.key', 'ca.crt'] as const;

/** Without `data` where nobody refers to the Secret. */
export function projectSecret({ metadata, type, data }: Wire<V1Secret>, isReferenced: boolean): Secret {
  const kept = KEYS.flatMap((key) => (data?.[key] === undefined ? [] : [[key, data[key]] as const]));
  return {
    kind: 'Secret',
    metadata: projectMetadata(metadata),
    ...present({ type }),
    ...(isReferenced && { data: Object.fromEntries(kept) }),
  };
}
