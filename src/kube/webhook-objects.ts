/** What the webhooks need in the cluster: the Secret with their certificate, and whom the API server trusts. */
import { INGRESS_WEBHOOK, POD_WEBHOOK } from '../api/webhook.ts';
import type { KubeClient } from './client.ts';
import { isNotFound } from './kube-error.ts';

export interface WebhookObjectsOptions {
  readonly client: KubeClient;
  readonly namespace: string;
  /** Name of the Secret. */
  readonly secret: string;
  /** Name of both configurations. */
  readonly configuration: string;
  readonly signal: AbortSignal;
}

export interface WebhookObjects {
  /** Values decoded; null: there is no such Secret. Rejects with a `KubeError`. */
  readSecret(): Promise<{ readonly values: Values; readonly version: string } | null>;
  /** Members that are not named stay. Rejects with a `KubeError`, also where the Secret was changed in between. */
  writeSecret(values: Values, version: string): Promise<void>;
  /** PEM. Rejects with a `KubeError`. */
  trust(authorities: string): Promise<void>;
}

interface Values {
  readonly [key: string]: string;
}
interface Secret {
  readonly metadata: { readonly resourceVersion: string };
  readonly data?: Values;
}

const COLLECTIONS = {
  mutatingwebhookconfigurations: POD_WEBHOOK.name,
  validatingwebhookconfigurations: INGRESS_WEBHOOK.name,
} as const;

export function createWebhookObjects(options: WebhookObjectsOptions): WebhookObjects {
  const { client, namespace, secret, configuration, signal } = options;
  const path = `/api/v1/namespaces/${namespace}/secrets/${secret}`;
  return {
    async readSecret() {
      try {
        const { data = {}, metadata } = await client.request<Secret>({ path, signal });
        return { values: mapValues(data, decoded), version: metadata.resourceVersion };
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
    async writeSecret(values, version) {
      const body = { metadata: { resourceVersion: version }, data: mapValues(values, encoded) };
      const contentType = 'application/merge-patch+json';
      await client.request({ method: 'PATCH', path, body, contentType, signal });
    },
    async trust(authorities) {
      const clientConfig = { caBundle: encoded(authorities) };
      for (const [collection, name] of Object.entries(COLLECTIONS)) {
        await client.request({
          method: 'PATCH',
          path: `/apis/admissionregistration.k8s.io/v1/${collection}/${configuration}`,
          body: { webhooks: [{ name, clientConfig }] },
          contentType: 'application/strategic-merge-patch+json',
          signal,
        });
      }
    },
  };
}

const encoded = (text: string): string => Buffer.from(text).toString('base64');
const decoded = (text: string): string => Buffer.from(text, 'base64').toString();
const mapValues = (values: Values, map: (value: string) => string): Values =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
