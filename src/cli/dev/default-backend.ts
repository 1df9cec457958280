/** The default backend as `dev` serves it: a Service and a slice for the translation, real servers behind them. */
import { SERVICE_NAME_LABEL, type ClusterObject } from '../../cluster/objects.ts';
import type { Config } from '../../config/schema.ts';
import type { SocketAddress } from '../../emulator/contracts.ts';
import { startDefaultBackend } from '../serve-default/server.ts';

const ADDRESS = '10.245.255.254';
const NOT_FOUND_PORT = 8080;
const REDIRECT_PORT = 8081;
const NAMESPACE = 'appgw-ingress';

export interface DevDefaultBackend {
  /** `namespace/name` of the Service. */
  readonly service: string;
  readonly objects: readonly ClusterObject[];
  readonly resolve: (address: string, port: number) => SocketAddress | undefined;
  readonly close: () => Promise<void>;
}

export async function createDevDefaultBackend(
  { defaultBackend }: Config,
  redirectHosts: () => readonly string[],
): Promise<DevDefaultBackend> {
  const host = '127.0.0.1';
  const server = await startDefaultBackend({ host, notFoundPort: 0, redirectPort: 0, redirectHosts });
  const [namespace, name] = defaultBackend.includes('/')
    ? defaultBackend.split('/')
    : [NAMESPACE, defaultBackend];
  const metadata = { namespace: namespace!, name: name! };
  const sockets = new Map([
    [NOT_FOUND_PORT, { host, port: server.notFoundPort }],
    [REDIRECT_PORT, { host, port: server.redirectPort }],
  ]);
  return {
    service: `${namespace}/${name}`,
    objects: [
      {
        kind: 'Service',
        metadata,
        spec: {
          selector: { app: metadata.name },
          ports: [
            { name: 'http', port: 80, targetPort: NOT_FOUND_PORT },
            { name: 'redirect', port: 81, targetPort: REDIRECT_PORT },
          ],
        },
      },
      {
        kind: 'EndpointSlice',
        metadata: { ...metadata, labels: { [SERVICE_NAME_LABEL]: metadata.name } },
        addressType: 'IPv4',
        ports: [
          { name: 'http', port: NOT_FOUND_PORT },
          { name: 'redirect', port: REDIRECT_PORT },
        ],
        endpoints: [{ addresses: [ADDRESS], conditions: { ready: true } }],
      },
    ],
    resolve: (address, port) => (address === ADDRESS ? sockets.get(port) : undefined),
    close: server.close,
  };
}
