/**
 * Where the API server is and how requests to it are authorised: the configuration of `@kubernetes/client-node`, which
 * knows kubeconfig files, service accounts, exec plugins and proxies. The library makes a new agent, and with it a new
 * TLS connection, for every request; here all share one, which is replaced when the CA or the client certificate
 * changes.
 */
import type { ConnectionOptions } from 'node:tls';
import { isDeepStrictEqual } from 'node:util';
import { HttpMethod, KubeConfig, RequestContext } from '@kubernetes/client-node';
import type { Cluster, DispatcherOptions } from '@kubernetes/client-node';
import { Agent, ProxyAgent, Socks5ProxyAgent } from 'undici';
import type { buildConnector, Dispatcher } from 'undici';

export type ClusterAddress =
  | { readonly kind: 'inCluster' }
  | { readonly kind: 'kubeconfig'; readonly file: string; readonly context?: string }
  | { readonly kind: 'server'; readonly server: string; readonly token?: string; readonly ca?: string };

export interface Access {
  /** Credentials for one request, read again where they may have been rotated. */
  authorize(): Promise<Authorization>;
  /** The server refused these with 401: nothing that is remembered of them is used again. */
  distrust(refused: Authorization): void;
  close(): Promise<void>;
}
export interface Authorization {
  readonly server: string;
  readonly headers: { readonly [name: string]: string };
  readonly dispatcher: Dispatcher;
}

type AgentOptions = Parameters<KubeConfig['createDispatcherOptions']>[1];

export function createAccess(address: ClusterAddress): Access {
  const agent = createSharedAgent();
  const origins = new WeakMap<Authorization, KubeConfig>();
  let config: KubeConfig | null = null;
  return {
    async authorize() {
      const loaded = (config ??= load(address, agent));
      const server = loaded.getCurrentCluster()?.server;
      if (server === undefined) throw new Error('the configuration names no cluster');
      const context = new RequestContext(server, HttpMethod.GET);
      await loaded.applySecurityAuthentication(context);
      // A token file ends in a newline, which a header must not.
      const headers = Object.entries(context.getHeaders()).map(([name, value]) => [name, value.trim()]);
      const authorization = { server, headers: Object.fromEntries(headers), dispatcher: agent.dispatcher() };
      origins.set(authorization, loaded);
      return authorization;
    },
    distrust(refused) {
      // Of many requests that were refused together only the first makes the credentials be read again.
      if (origins.get(refused) === config) config = null;
    },
    close: () => agent.close(),
  };
}

function load(address: ClusterAddress, agent: SharedAgent): KubeConfig {
  const config = new SharedAgentConfig(agent);
  switch (address.kind) {
    case 'inCluster':
      config.loadFromCluster();
      break;
    case 'kubeconfig':
      config.loadFromFile(address.file);
      if (address.context !== undefined) config.setCurrentContext(address.context);
      break;
    case 'server':
      config.loadFromClusterAndUser(clusterAt(address), {
        name: 'user',
        ...(address.token === undefined ? {} : { token: address.token }),
      });
  }
  return config;
}

const clusterAt = ({ server, ca }: { readonly server: string; readonly ca?: string }): Cluster => ({
  name: 'cluster',
  server,
  skipTLSVerify: server.startsWith('http:'),
  ...(ca === undefined ? {} : { caData: Buffer.from(ca).toString('base64') }),
});

class SharedAgentConfig extends KubeConfig {
  readonly #agent: SharedAgent;

  constructor(agent: SharedAgent) {
    super();
    this.#agent = agent;
  }

  override createDispatcherOptions(cluster: Cluster | null, options: AgentOptions): DispatcherOptions {
    this.#agent.use(super.createDispatcherOptions(cluster, options));
    return { type: 'none' };
  }
}

interface SharedAgent {
  use(options: DispatcherOptions): void;
  dispatcher(): Dispatcher;
  close(): Promise<void>;
}

function createSharedAgent(): SharedAgent {
  let used: DispatcherOptions = { type: 'none' };
  let dispatcher = build(used);
  return {
    use(options) {
      if (isDeepStrictEqual(options, used)) return;
      // Requests under way end on the old one, watches at their server-side timeout.
      void dispatcher.close();
      used = options;
      dispatcher = build(options);
    },
    dispatcher: () => dispatcher,
    close: () => dispatcher.destroy(),
  };
}

/**
 * Waiting and silence are the client's business (`client.ts`). HTTP/1.1, although the API server speaks HTTP/2: one lost
 * connection then ends one watch, not all.
 */
const TRANSPORT = { headersTimeout: 0, bodyTimeout: 0, allowH2: false } as const;

function build(options: DispatcherOptions): Dispatcher {
  switch (options.type) {
    case 'none':
      return new Agent(TRANSPORT);
    case 'agent':
      return new Agent({ ...TRANSPORT, connect: http1(options.connect) });
    case 'proxy':
      return new ProxyAgent({ ...TRANSPORT, uri: options.uri, requestTls: http1(options.requestTls) });
    case 'socks':
      return new Socks5ProxyAgent(options.uri, { ...TRANSPORT, requestTls: http1(options.requestTls) });
  }
}

const http1 = (tls: ConnectionOptions): buildConnector.BuildOptions =>
  ({ ...tls, allowH2: false }) as buildConnector.BuildOptions;
