/**
 * The hosts that the default backend may redirect, in the ConfigMap that it has mounted (decision 7): written before the
 * PUT that sends requests there. The ConfigMap is the chart's; where it is missing, nothing can be redirected.
 */
import type { KubeClient } from './client.ts';

export interface RedirectHosts {
  /** Sorted hosts, wildcards among them. Nothing is written where they are there already. */
  write(hosts: readonly string[], signal?: AbortSignal): Promise<'written' | 'unchanged'>;
}

const KEY = 'hosts';

interface ConfigMap {
  readonly metadata: { readonly resourceVersion: string };
  readonly data?: { readonly [key: string]: string };
}

/** `service`: `namespace/name` of the default backend. Rejects with a `KubeError`. */
export function createRedirectHosts(client: KubeClient, service: string): RedirectHosts {
  const [namespace = '', name = ''] = service.split('/');
  const path = `/api/v1/namespaces/${namespace}/configmaps/${name}-redirect-hosts`;
  let last: string | null = null;
  return {
    async write(hosts, signal) {
      const wanted = hosts.map((host) => `${host}\n`).join('');
      if (wanted === last) return 'unchanged';
      const { data, metadata } = await client.request<ConfigMap>({ path, signal });
      if ((data?.[KEY] ?? '') !== wanted) {
        const body = { metadata: { resourceVersion: metadata.resourceVersion }, data: { [KEY]: wanted } };
        await client.request({
          method: 'PATCH',
          path,
          body,
          contentType: 'application/merge-patch+json',
          signal,
        });
      }
      const outcome = (data?.[KEY] ?? '') === wanted ? 'unchanged' : 'written';
      last = wanted;
      return outcome;
    },
  };
}
