/**
 * Azure Resource Manager, as far as an application gateway's client sees it. In: HTTP requests, through `app.inject`
 * or a socket. Out: ARM's answers, operations that take time on the given Clock, and one call of `onApplied` for
 * each operation that comes to its end. A request passes the front door (token, api-version), the throttle, the
 * faults and its handler; a PUT goes through `gateways/admit` (drop, fill, keep, validate) and becomes an operation.
 * It must not know how traffic is served, and nothing of what writes its documents: no code is shared with them.
 */
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { FastifyInstance } from 'fastify';
import type { RawFirewallPolicy, RawGateway } from '../../appgw/wire.ts';
import type { Clock } from '../../clock/clock.ts';
import type { ArmEvents, SocketAddress } from '../contracts.ts';
import { listen, stopListening } from '../listen.ts';
import type { Vault } from './certificates/vault.ts';
import { createVaultApi, isVaultHost } from './certificates/vault-api.ts';
import type { Fault } from './faults/fault.ts';
import type { Refusable } from './gateways/admit.ts';
import { createLifecycle } from './gateways/lifecycle.ts';
import { createOthers } from './gateways/others.ts';
import { documentationAddress } from './gateways/public-ip.ts';
import type { AddressOf } from './gateways/public-ip.ts';
import { restore } from './gateways/restore.ts';
import { createStore } from './gateways/store.ts';
import { createApp } from './http/app.ts';
import { guardFrontDoor } from './http/front-door.ts';
import { routes } from './http/routes.ts';
import type { IfMatch } from './http/route.ts';
import { cutOff, serve } from './http/serve.ts';
import type { ServeDeps } from './http/serve.ts';
import { ARM_BUCKETS, PROVIDER_BUDGET, throttle } from './http/throttle.ts';
import type { Buckets, ProviderBudget } from './http/throttle.ts';
import { createOperations } from './operations.ts';
import type { OperationKind } from './operations.ts';

export interface ArmOptions {
  readonly clock: Clock;
  readonly events: ArmEvents;
  /** By resource id; taken as they are. */
  readonly gateways?: Readonly<Record<string, RawGateway>>;
  /** How long an operation takes; 16 s if not said, an update of a small gateway. */
  readonly latencyMs?: number | ((kind: OperationKind) => number);
  readonly faults?: readonly Fault[];
  /** `ignored` if not said. */
  readonly ifMatch?: IfMatch;
  /** What is refused although it is UNCONFIRMED that the service refuses it. */
  readonly refuse?: readonly Refusable[];
  readonly buckets?: Buckets;
  readonly providerBudget?: ProviderBudget;
  /** Where gateways read certificates of Key Vaults; none: those have no key. */
  readonly vault?: Vault;
  readonly addressOf?: AddressOf;
  /** Keeps the gateways, with their private keys, over restarts. */
  readonly stateFile?: string;
}

/** Port 0 lets the system choose. */
export interface ListenOptions extends SocketAddress {
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface Arm {
  /** For `inject`. Clients in the process are told https URLs, like those of ARM. */
  readonly app: FastifyInstance;
  /** What the vaults themselves answer, for `inject`; a socket tells them by the Host. */
  readonly vaultApi: FastifyInstance;
  /** Returns the base URL. */
  listen(options: ListenOptions): Promise<string>;
  /** The stored document with data and passwords, or null. */
  document(resourceId: string): RawGateway | null;
  /** The stored WAF policy, or null. */
  firewallPolicy(resourceId: string): RawFirewallPolicy | null;
  close(): Promise<void>;
}

const DEFAULT_LATENCY_MS = 16_000;

export function createArm(options: ArmOptions): Arm {
  const { clock, events, latencyMs = DEFAULT_LATENCY_MS } = options;
  const closing = new AbortController();
  const vaultApi = createVaultApi(options.vault ?? (() => null));
  const store = createStore(options.stateFile ?? null);
  restore(store, options.gateways ?? {});
  const operations = createOperations(clock);
  const latencyOf = typeof latencyMs === 'function' ? latencyMs : () => latencyMs;
  const refuse = new Set(options.refuse);
  const { vault = null } = options;
  const lifecycle = createLifecycle({ store, operations, events, latencyMs: latencyOf, refuse, vault });
  const { ifMatch = 'ignored' } = options;
  const addressOf = options.addressOf ?? documentationAddress;

  let server: Server | null = null;
  let scheme: 'http' | 'https' = 'https';

  const app = createApp();
  guardFrontDoor(app);
  throttle(app, clock, {
    buckets: options.buckets ?? ARM_BUCKETS,
    provider: options.providerBudget ?? PROVIDER_BUDGET,
  });
  const table = routes({
    clock,
    store,
    operations,
    lifecycle,
    events,
    latencyMs: latencyOf,
    addressOf,
    ifMatch,
  });
  const serving: ServeDeps = {
    clock,
    faults: options.faults ?? [],
    scheme: () => scheme,
    closing: closing.signal,
    others: createOthers(lifecycle, { store, operations }),
  };
  for (const route of table) {
    app.route({
      method: route.method,
      url: route.path,
      onRequest: cutOff(route.kind, serving),
      handler: serve(route.kind, route.handler, serving),
    });
  }

  return {
    app,
    vaultApi,
    async listen({ tls, ...address }) {
      await app.ready();
      scheme = tls ? 'https' : 'http';
      await vaultApi.ready();
      const route: RequestListener = (request, response) =>
        (isVaultHost(request.headers.host ?? '') ? vaultApi : app).routing(request, response);
      server = tls ? createTlsServer(tls, route) : createServer(route);
      const { host, port } = await listen(server, address);
      return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
    },
    document: (resourceId) => store.get(resourceId),
    firewallPolicy: (resourceId) => store.firewallPolicies.get(resourceId),
    async close() {
      closing.abort();
      await operations.close();
      server?.closeAllConnections();
      if (server) await stopListening(server);
      await Promise.all([app.close(), vaultApi.close()]);
    },
  };
}
