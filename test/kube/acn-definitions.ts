/** The definitions of the two kinds of AKS's own network, open in what they hold, and an overlay node. */
import type { KubeInput } from './api-server/contracts.ts';

const definition = (plural: string, kind: string, version: string): KubeInput => {
  const free = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.acn.azure.com` },
    spec: {
      group: 'acn.azure.com',
      scope: 'Namespaced',
      names: { plural, kind },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: { openAPIV3Schema: { type: 'object', properties: { spec: free, status: free } } },
        },
      ],
    },
  };
};

export const ACN_DEFINITIONS: readonly KubeInput[] = [
  definition('nodenetworkconfigs', 'NodeNetworkConfig', 'v1alpha'),
  definition('overlayextensionconfigs', 'OverlayExtensionConfig', 'v1alpha1'),
];

/** Where the pods of a node are: `overlay`, `vnet`. */
export const nodeNetworkConfig = (type: string): KubeInput => ({
  apiVersion: 'acn.azure.com/v1alpha',
  kind: 'NodeNetworkConfig',
  metadata: {
    name: 'node-1',
    namespace: 'kube-system',
    labels: { 'kubernetes.azure.com/podnetwork-type': type },
  },
});
