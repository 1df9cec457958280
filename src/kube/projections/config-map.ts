import type { V1ConfigMap } from '@kubernetes/client-node';
import type { ConfigMap } from '../../cluster/objects.ts';
import { projectMetadata } from './metadata.ts';
import type { Wire } from './wire.ts';

/** ConfigMaps are read for the authorities in them; the rest, up to a megabyte, is nobody's business here. */
const KEY = 'ca.crt';

export const projectConfigMap = ({ metadata, data }: Wire<V1ConfigMap>): ConfigMap => {
  const kept = data?.[KEY];
  return {
    kind: 'ConfigMap',
    metadata: projectMetadata(metadata),
    data: kept === undefined ? {} : { [KEY]: kept },
  };
};
