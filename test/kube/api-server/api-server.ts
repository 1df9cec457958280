/**
 * A Kubernetes API server in this process, for tests: it refuses and accepts as a real one was measured to do
 * (facts/kube.md), stores, watches, authenticates and enforces RBAC, and can be made to misbehave.
 *
 * In: HTTP requests on a loopback port, from any client. Out: the answers of an API server without its controllers:
 * nothing makes Pods of a Deployment, EndpointSlices of a Service, or empties a deleted Namespace; nothing collects
 * garbage. Not evaluated: CEL rules, conversion webhooks, quotas, Pod security.
 *
 * It must not know the controller under test.
 */
import { randomUUID } from 'node:crypto';
import { systemClock } from '../../../src/clock/clock.ts';
import { createAuthority } from '../../../src/emulator/authority.ts';
import { createAuthorizer } from './access/rbac.ts';
import { createTokens } from './access/tokens.ts';
import { bootstrap } from './bootstrap.ts';
import { createHandle } from './client/server-handle.ts';
import type { ApiServer, ApiServerOptions } from './contracts.ts';
import { createFaults } from './http/faults.ts';
import type { Machine } from './http/handle.ts';
import { createListener } from './http/listener.ts';
import { startListening } from './http/listening.ts';
import { createRequestLog } from './http/request-log.ts';
import type { OpenWatch } from './http/watch-stream.ts';
import { loadObjects } from './load.ts';
import { createRegistry } from './resources/registry.ts';
import { createStore } from './storage/store.ts';

const HISTORY_LIMIT = 10_000;
const BOOKMARK_SECONDS = 60;

export async function startApiServer(options: ApiServerOptions = {}): Promise<ApiServer> {
  const machine = createMachine(options);
  const adminToken = randomUUID();
  machine.tokens.add(adminToken, { name: 'admin', groups: ['system:masters'] });

  const log = createRequestLog();
  const watches = new Set<OpenWatch>();
  const { authority, certificate } = await issueCertificate(options.tls ?? true);
  const listening = await startListening(certificate, (message, response) => respond(message, response));
  const faults = createFaults({
    sockets: listening.sockets,
    watches,
    forgetHistory: machine.store.forgetHistory,
    revokeToken: machine.tokens.revoke,
  });
  const bookmarkMs = 1000 * (options.bookmarkSeconds ?? BOOKMARK_SECONDS);
  const respond = createListener({ machine, faults, log, watches, bookmarkMs, reset: listening.reset });

  return createHandle({
    flavour: 'in-process',
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${listening.port}`,
    ca: authority,
    adminToken,
    load: (objects) => Promise.resolve(loadObjects(machine, objects)),
    stop: listening.stop,
    async start() {
      machine.store.forgetHistory();
      await listening.start();
    },
    async close() {
      faults.liftAll();
      await listening.stop();
    },
    faults,
    requests: log,
  });
}

function createMachine({ clock = systemClock, ...options }: ApiServerOptions): Machine {
  const store = createStore(options.historyLimit ?? HISTORY_LIMIT);
  bootstrap(store, clock.now());
  const tokens = createTokens(clock);
  for (const { token, name, groups = [] } of options.users ?? []) tokens.add(token, { name, groups });
  return {
    store,
    registry: createRegistry(store),
    clock,
    streamingLists: options.streamingLists ?? 'served',
    tokens,
    authorizer: createAuthorizer(store),
  };
}

async function issueCertificate(tls: boolean) {
  if (!tls) return { authority: null, certificate: null };
  const authority = await createAuthority('test API server');
  return { authority: authority.pem, certificate: await authority.issue(['127.0.0.1', 'localhost']) };
}
