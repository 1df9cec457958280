/**
 * Which endpoints echo backends play: those of the slices, with the ports of a Pod's containers and those that their
 * probes ask, and the node ports.
 */
import { SERVICE_NAME_LABEL, type EndpointSlice, type Pod, type Service } from '../../cluster/objects.ts';
import type { PodIndex } from '../../cluster/pods.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import type { EchoEndpoint } from '../../emulator/echo/fleet.ts';

/** On a Service: what its echo backends answer on `/`, for trying how an API without a root page is probed. */
export const ROOT_STATUS_ANNOTATION = 'dev.appgw-ingress.dev/root-status';

/** Every IPv4 address and port of the slices, and the node ports, with what each says about itself. */
export function echoEndpoints(snapshot: Snapshot): readonly EchoEndpoint[] {
  const { endpointSlices, services, pods } = snapshot;
  const behindPods = [...endpointSlices].flatMap(([key, slices]) => {
    const status = Number(services.get(key)?.metadata.annotations?.[ROOT_STATUS_ANNOTATION]);
    const root = status >= 100 && status <= 599 ? { rootStatus: status } : {};
    return slices
      .flatMap((slice) => sliceEndpoints(slice, pods))
      .map((endpoint) => ({ ...endpoint, ...root }));
  });
  return [...behindPods, ...nodeEndpoints(snapshot)];
}

function sliceEndpoints(
  { metadata: { namespace, labels }, addressType, endpoints, ports }: EndpointSlice,
  pods: PodIndex,
): readonly EchoEndpoint[] {
  if (addressType !== 'IPv4') return [];
  const service = labels?.[SERVICE_NAME_LABEL] ?? '';
  const served = ports.flatMap(({ port, protocol }) => ((protocol ?? 'TCP') === 'TCP' ? (port ?? []) : []));
  return endpoints.flatMap(({ addresses: [address], targetRef }) => {
    if (address === undefined) return [];
    const pod = targetRef?.name ?? address;
    const own = portsOf(pods.all.get(`${namespace}/${pod}`));
    return [...new Set([...served, ...own])].map((port) => ({ address, port, namespace, service, pod }));
  });
}

const portsOf = (pod: Pod | undefined): readonly number[] =>
  (pod?.spec.containers ?? []).flatMap(({ ports = [], readinessProbe, livenessProbe }) => [
    ...ports.map(({ containerPort }) => containerPort),
    ...[readinessProbe, livenessProbe].flatMap((probe) =>
      typeof probe?.httpGet?.port === 'number' ? probe.httpGet.port : [],
    ),
  ]);

const nodeEndpoints = ({ nodes, services }: Snapshot): readonly EchoEndpoint[] =>
  [...nodes.values()].flatMap(({ metadata, status }) =>
    (status.addresses ?? [])
      .filter(({ type }) => type === 'InternalIP')
      .flatMap(({ address }) =>
        [...services.values()].flatMap((service) =>
          (service.spec.ports ?? []).flatMap(({ nodePort }) =>
            nodePort === undefined ? [] : [{ address, port: nodePort, ...identity(service, metadata.name) }],
          ),
        ),
      ),
  );

const identity = ({ metadata: { namespace, name } }: Service, pod: string) => ({
  namespace,
  service: name,
  pod,
});
