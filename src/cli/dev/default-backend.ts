/** The default backend as `dev` serves it: a Service and a slice for the translation, real servers behind them. */
import {
  SERVICE_NAME_LABEL,
  type ClusterObject,
  type EndpointSlice,
  type Service,
} from '../../cluster/objects.ts';
import type { Config } from '../../config/schema.ts';
import type { SocketAddress } from '../../emulator/contracts.ts';
import { startDefaultBackend } from '../serve-default/server.ts';

/** For documentation only (RFC 5737), so that no object of the files has it. */
const ADDRESS = '192.0.2.1';
const NOT_FOUND_PORT = 8080;
const REDIRECT_PORT = 8081;
const NAMESPACE = 'appgw-ingress';

export interface DevDefaultBackend {
  /** The objects with this default backend in the place of the one that they have, if any. */
  readonly standIn: (objects: readonly ClusterObject[]) => readonly ClusterObject[];
  readonly resolve: (address: string, port: number) => SocketAddress | undefined;
  readonly close: () => Promise<void>;
}

export async function createDevDefaultBackend(
  { defaultBackend }: Config,
  redirectHosts: () => readonly string[],
): Promise<DevDefaultBackend> {
  const host = '127.0.0.1';
  const server = await startDefaultBackend({ host, notFoundPort: 0, redirectPort: 0, redirectHosts });
  const sockets = new Map([
    [NOT_FOUND_PORT, { host, port: server.notFoundPort }],
    [REDIRECT_PORT, { host, port: server.redirectPort }],
  ]);
  return {
    standIn: (objects) => standIn(objects, defaultBackend),
    resolve: (address, port) => (address === ADDRESS ? sockets.get(port) : undefined),
    close: server.close,
  };
}

function standIn(objects: readonly ClusterObject[], setting: string): readonly ClusterObject[] {
  const [name = '', inNamespace] = setting.split('/').toReversed();
  const replaced = objects.filter(
    (object) =>
      nameBehind(object) === name && (inNamespace ?? object.metadata.namespace) === object.metadata.namespace,
  );
  const namespace = inNamespace ?? replaced.map(({ metadata }) => metadata.namespace).sort()[0] ?? NAMESPACE;
  return [...objects.filter((object) => !replaced.includes(object)), ...createObjects(namespace, name)];
}

/** The Service that the object is, or is a slice of. */
function nameBehind({ kind, metadata }: ClusterObject): string | undefined {
  if (kind === 'Service') return metadata.name;
  return kind === 'EndpointSlice' ? metadata.labels?.[SERVICE_NAME_LABEL] : undefined;
}

const createObjects = (namespace: string, name: string): readonly [Service, EndpointSlice] => [
  {
    kind: 'Service',
    metadata: { namespace, name },
    spec: {
      selector: { app: name },
      ports: [
        { name: 'http', port: 80, targetPort: NOT_FOUND_PORT },
        { name: 'redirect', port: 81, targetPort: REDIRECT_PORT },
      ],
    },
  },
  {
    kind: 'EndpointSlice',
    metadata: { namespace, name: `${name}-dev`, labels: { [SERVICE_NAME_LABEL]: name } },
    addressType: 'IPv4',
    ports: [
      { name: 'http', port: NOT_FOUND_PORT },
      { name: 'redirect', port: REDIRECT_PORT },
    ],
    endpoints: [{ addresses: [ADDRESS], conditions: { ready: true } }],
  },
];
