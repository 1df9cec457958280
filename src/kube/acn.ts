/**
 * Objects of AKS's own network (`acn.azure.com`): what says that pods are on an overlay, and what lets the gateway in.
 * Both kinds have their CRD only where AKS runs that network.
 */
import type { KubeClient } from './client.ts';
import { isNotFound } from './kube-error.ts';
import { list } from './list.ts';
import type { RawObject } from './resources.ts';

/** AGIC's name, so that one that it made is found and used. */
export const EXTENSION_NAME = 'agic-overlay-extension-config';
const NETWORK_TYPE = 'kubernetes.azure.com/podnetwork-type';
const NODE_NETWORK_CONFIGS = '/apis/acn.azure.com/v1alpha/nodenetworkconfigs';
const API_VERSION = 'acn.azure.com/v1alpha1';

export interface ExtensionConfig {
  readonly metadata: {
    readonly uid: string;
    readonly labels?: { readonly [name: string]: string };
    readonly deletionTimestamp?: string;
  };
  readonly spec?: { readonly extensionIPRange?: string };
  readonly status?: { readonly state?: string; readonly message?: string };
}

export const extensionsPath = (namespace: string): string =>
  `/apis/${API_VERSION}/namespaces/${namespace}/overlayextensionconfigs`;
export const extensionPath = (namespace: string): string => `${extensionsPath(namespace)}/${EXTENSION_NAME}`;

/** The object that lets an address range reach pods on the overlay. */
export const extensionBody = (range: string, labels: Readonly<Record<string, string>>) => ({
  apiVersion: API_VERSION,
  kind: 'OverlayExtensionConfig',
  metadata: { name: EXTENSION_NAME, labels },
  spec: { extensionIPRange: range },
});

/** Whether the pods of any node are on an overlay network. */
export async function isOverlay(client: KubeClient, signal: AbortSignal): Promise<boolean> {
  const types = await absentAsNull(
    list(
      client,
      { path: NODE_NETWORK_CONFIGS, signal },
      ({ metadata }: RawObject) => metadata?.labels?.[NETWORK_TYPE],
      () => undefined,
    ),
  );
  return types?.items.includes('overlay') ?? false;
}

/** Null where there is none. */
export const findExtension = (
  client: KubeClient,
  namespace: string,
  signal: AbortSignal,
): Promise<ExtensionConfig | null> =>
  absentAsNull(client.request<ExtensionConfig>({ path: extensionPath(namespace), signal }));

/** Also where the API server does not know the kind. */
async function absentAsNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
