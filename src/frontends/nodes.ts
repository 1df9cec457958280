/** Node addresses and the node port of a Service, for clusters whose pod network the gateway cannot reach. */
import type { Node, Service, ServicePort } from '../cluster/objects.ts';
import type { Snapshot } from '../cluster/snapshot.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { PoolEndpoint } from '../routing/model.ts';
import type { Resolution } from './backend.ts';

/** Well-known label: the node is no target of load balancers. */
const EXCLUDED = 'node.kubernetes.io/exclude-from-external-load-balancers';

export function resolveNodePort(snapshot: Snapshot, service: Service, servicePort: ServicePort): Resolution {
  const { namespace, name } = service.metadata;
  const { nodePort } = servicePort;
  const detail = { service: `${namespace}/${name}`, port: String(servicePort.name ?? servicePort.port) };
  if (nodePort === undefined) {
    return { backend: null, problems: (by) => [diagnose('NODE_PORT_MISSING', by, detail)] };
  }
  const endpoints = nodeEndpoints(snapshot.nodes.values());
  return {
    backend: {
      pool: {
        namespace,
        service: name,
        targetPort: String(servicePort.targetPort ?? servicePort.port),
        targetType: 'node',
        endpoints,
      },
      port: nodePort,
      target: { service, port: servicePort },
    },
    problems: (by) => (endpoints.length === 0 ? [diagnose('NO_NODES', by, detail)] : []),
  };
}

function nodeEndpoints(nodes: Iterable<Node>): readonly PoolEndpoint[] {
  const endpoints = new Map<string, PoolEndpoint>();
  for (const { metadata, status } of nodes) {
    const address = status.addresses?.find(
      ({ type, address: candidate }) => type === 'InternalIP' && !candidate.includes(':'),
    )?.address;
    if (address === undefined || metadata.deletionTimestamp || metadata.labels?.[EXCLUDED] !== undefined)
      continue;
    const isReady = status.conditions?.some(
      (condition) => condition.type === 'Ready' && condition.status === 'True',
    );
    endpoints.set(address, { address, state: isReady ? 'ready' : 'notReady' });
  }
  return [...endpoints.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
}
