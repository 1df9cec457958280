import type { V1Endpoint, V1EndpointConditions, V1EndpointSlice } from '@kubernetes/client-node';
import { SERVICE_NAME_LABEL } from '../../cluster/objects.ts';
import type { Endpoint, EndpointPort, EndpointSlice } from '../../cluster/objects.ts';
import { projectMetadata } from './metadata.ts';
import { present, type Wire } from './wire.ts';

export const projectEndpointSlice = (raw: Wire<V1EndpointSlice>): EndpointSlice => {
  const service = raw.metadata?.labels?.[SERVICE_NAME_LABEL];
  return {
    kind: 'EndpointSlice',
    metadata: projectMetadata(
      raw.metadata,
      service === undefined ? {} : { labels: { [SERVICE_NAME_LABEL]: service } },
    ),
    addressType: raw.addressType as EndpointSlice['addressType'],
    // Go writes empty lists as null.
    endpoints: (raw.endpoints ?? []).map(projectEndpoint),
    ports: (raw.ports ?? []).map(({ name, protocol, port }) =>
      present({ name, protocol: protocol as EndpointPort['protocol'], port }),
    ),
  };
};

/** By far the most numerous object: written out, and with its conditions shared, to keep it small. */
function projectEndpoint({ addresses, conditions, targetRef }: Wire<V1Endpoint>): Endpoint {
  const endpoint = { addresses, conditions: shared(conditions) };
  return targetRef ? { ...endpoint, targetRef: projectTarget(targetRef) } : endpoint;
}

const projectTarget = ({ kind, namespace, name }: Wire<NonNullable<V1Endpoint['targetRef']>>) =>
  present({ kind, namespace, name });

type Conditions = NonNullable<Endpoint['conditions']>;
const CONDITIONS = new Map<string, Conditions>();

function shared({ ready, serving, terminating }: Wire<V1EndpointConditions> = {}): Conditions {
  const key = `${ready} ${serving} ${terminating}`;
  const known = CONDITIONS.get(key);
  if (known) return known;
  const conditions = present({ ready, serving, terminating });
  CONDITIONS.set(key, conditions);
  return conditions;
}
