/** Which hosts each default backend may redirect: the union of what all gateways need of it, kept in its ConfigMap. */
import type { KubeClient } from '../../kube/client.ts';
import { createRedirectHosts, type RedirectHosts } from '../../kube/redirect-hosts.ts';
import type { Logger } from '../../telemetry/log.ts';

export interface Redirects {
  /** Resolves when the ConfigMap has them, or cannot have them, which is logged: no PUT waits for more. */
  readonly allow: (gateway: string, service: string, hosts: readonly string[]) => Promise<void>;
}

interface Backend {
  readonly writer: RedirectHosts;
  readonly byGateway: Map<string, readonly string[]>;
}

export function createRedirects(client: KubeClient, log: Logger): Redirects {
  const backends = new Map<string, Backend>();
  return {
    allow: async (gateway, service, hosts) => {
      const known = backends.get(service);
      // A service that nobody asked to redirect anything needs no ConfigMap.
      if (!service.includes('/') || (!known && hosts.length === 0)) return;
      const backend: Backend = known ?? {
        writer: createRedirectHosts(client, service),
        byGateway: new Map(),
      };
      backends.set(service, backend);
      backend.byGateway.set(gateway, hosts);
      const all = [...new Set([...backend.byGateway.values()].flat())].sort();
      try {
        await backend.writer.write(all);
      } catch (error) {
        log.warn({ service, error: String(error) }, 'the hosts to redirect could not be written down');
      }
    },
  };
}
