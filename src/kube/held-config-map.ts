/**
 * What ARM refused of the gateway that is given by a setting, and so has no object with a status: kept in a ConfigMap of
 * the installation, in the words of `status.heldBack` of an ApplicationGateway. Only the leader may use it.
 */
import type { GatewayStatus } from '../api/application-gateway.ts';
import { HELD_BACK_LIST } from '../api/gateway-status.ts';
import type { KubeClient } from './client.ts';
import { isNotFound } from './kube-error.ts';

type HeldBack = NonNullable<GatewayStatus['heldBack']>[number];

export interface HeldConfigMap {
  /** Nothing where there is no ConfigMap, or none that we can read. Rejects with a `KubeError`. */
  read(): Promise<readonly HeldBack[]>;
  /** Nothing is written where it is there already. Rejects with a `KubeError`. */
  write(entries: readonly HeldBack[]): Promise<'written' | 'unchanged'>;
}

export interface HeldConfigMapOptions {
  readonly client: KubeClient;
  readonly namespace: string;
  readonly instance: string;
  readonly signal?: AbortSignal;
}

interface ConfigMap {
  readonly data?: { readonly [key: string]: string };
}

const KEY = 'heldBack';
const NOTHING = '[]';

export const heldConfigMapName = (instance: string): string => `appgw-ingress-${instance}-held-back`;

export function createHeldConfigMap(options: HeldConfigMapOptions): HeldConfigMap {
  const { client, namespace, instance, signal } = options;
  const name = heldConfigMapName(instance);
  const collection = `/api/v1/namespaces/${namespace}/configmaps`;
  const path = `${collection}/${name}`;
  let last: string | null = null;

  async function readText(): Promise<string> {
    try {
      const { data } = await client.request<ConfigMap>({ path, signal });
      return data?.[KEY] ?? NOTHING;
    } catch (error) {
      if (isNotFound(error)) return NOTHING;
      throw error;
    }
  }

  async function writeText(text: string): Promise<void> {
    const data = { [KEY]: text };
    try {
      const contentType = 'application/merge-patch+json';
      await client.request({ method: 'PATCH', path, body: { data }, contentType, signal });
    } catch (error) {
      if (!isNotFound(error)) throw error;
      const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data };
      await client.request({ method: 'POST', path: collection, body, signal });
    }
  }

  return {
    async read() {
      last = await readText();
      return parsed(last);
    },
    async write(entries) {
      const text = JSON.stringify(entries);
      last ??= await readText();
      if (text === last) return 'unchanged';
      await writeText(text);
      last = text;
      return 'written';
    },
  };
}

/** What somebody else wrote there and we cannot read counts as nothing. */
function parsed(text: string): readonly HeldBack[] {
  try {
    return HELD_BACK_LIST.parse(JSON.parse(text));
  } catch {
    return [];
  }
}
