/**
 * What the controller asks of the API server, verb by verb, and what it is for: `doctor` asks whether it is granted, and
 * the chart grants exactly this.
 */
export interface Permission {
  /** Empty: the core group. */
  readonly group: string;
  /** With its subresource, `ingresses/status`. */
  readonly resource: string;
  readonly verbs: readonly string[];
  /** Only the object of this name. */
  readonly name?: string;
  /** What it is for. */
  readonly purpose: string;
}

const events: Permission = {
  group: 'events.k8s.io',
  resource: 'events',
  verbs: ['create', 'patch'],
  purpose: 'telling owners what became of their objects',
};

export const PERMISSIONS = {
  /** Kinds without a namespace. */
  cluster: [
    {
      group: 'networking.k8s.io',
      resource: 'ingressclasses',
      verbs: ['list', 'watch'],
      purpose: 'knowing which Ingresses are ours',
    },
    {
      group: 'appgw-ingress.dev',
      resource: 'applicationgateways',
      verbs: ['get', 'list', 'watch'],
      purpose: 'gateways that are named by objects',
    },
    {
      group: 'appgw-ingress.dev',
      resource: 'applicationgateways/status',
      verbs: ['patch'],
      purpose: 'the conditions of gateways',
    },
    { group: '', resource: 'nodes', verbs: ['list', 'watch'], purpose: 'the addresses of nodes' },
    { group: '', resource: 'namespaces', verbs: ['list', 'watch'], purpose: 'the labels of namespaces' },
    {
      group: '',
      resource: 'namespaces',
      name: 'kube-system',
      verbs: ['get'],
      purpose: 'a name of this installation that no other cluster has',
    },
    {
      group: 'acn.azure.com',
      resource: 'nodenetworkconfigs',
      verbs: ['list'],
      purpose: 'finding out whether pods are on an overlay network',
    },
  ],
  /** In each namespace that is watched, or everywhere. */
  watched: [
    {
      group: 'networking.k8s.io',
      resource: 'ingresses',
      verbs: ['get', 'list', 'watch'],
      purpose: 'the Ingresses',
    },
    {
      group: 'networking.k8s.io',
      resource: 'ingresses/status',
      verbs: ['patch'],
      purpose: 'the addresses of Ingresses',
    },
    { group: '', resource: 'services', verbs: ['list', 'watch'], purpose: 'the ports of backends' },
    { group: '', resource: 'secrets', verbs: ['list', 'watch'], purpose: 'certificates' },
    { group: '', resource: 'configmaps', verbs: ['list', 'watch'], purpose: 'authorities (CAs)' },
    { group: '', resource: 'pods', verbs: ['list', 'watch'], purpose: 'probes and readiness gates' },
    {
      group: 'discovery.k8s.io',
      resource: 'endpointslices',
      verbs: ['list', 'watch'],
      purpose: 'the addresses of backends',
    },
    {
      group: 'appgw.ingress.azure.io',
      resource: 'azureapplicationgatewayrewrites',
      verbs: ['list', 'watch'],
      purpose: 'rewrite rules that were written for AGIC',
    },
    {
      group: 'appgw.ingress.k8s.io',
      resource: 'azureingressprohibitedtargets',
      verbs: ['list', 'watch'],
      purpose: 'what Ingresses must leave alone',
    },
    events,
  ],
  /** As `watched`, where pods wait for us. */
  gates: [
    {
      group: '',
      resource: 'pods/status',
      verbs: ['patch'],
      purpose: 'opening the readiness gates of pods',
    },
  ],
  /** In the namespace of the controller. */
  own: [
    {
      group: 'coordination.k8s.io',
      resource: 'leases',
      verbs: ['get', 'list', 'watch', 'create', 'update'],
      purpose: 'leader election',
    },
    {
      group: 'acn.azure.com',
      resource: 'overlayextensionconfigs',
      verbs: ['create'],
      purpose: 'a way from the gateway to pods on an overlay network',
    },
    {
      group: 'acn.azure.com',
      resource: 'overlayextensionconfigs',
      name: 'agic-overlay-extension-config',
      verbs: ['get'],
      purpose: 'a way from the gateway to pods on an overlay network',
    },
  ],
  /** In namespace `default`: Events about objects without a namespace are kept there. */
  clusterEvents: [events],
} as const satisfies Readonly<Record<string, readonly Permission[]>>;

/** A permission in a place; null: in all namespaces, or without one. */
export interface PlacedPermission extends Permission {
  readonly namespace: string | null;
}

/** The names of what the controller needs to make the certificate of the webhooks. */
export interface WebhookCertificate {
  readonly secret: string;
  readonly configuration: string;
}

/** All that is needed; `namespaces` empty: all are watched. */
export function neededPermissions(
  namespaces: readonly string[],
  ownNamespace: string,
  hasGates = false,
  certificate: WebhookCertificate | null = null,
): readonly PlacedPermission[] {
  const placed = (
    permissions: readonly Permission[],
    namespace: string | null,
  ): readonly PlacedPermission[] => permissions.map((permission) => ({ ...permission, namespace }));
  const watched = namespaces.length === 0 ? [null] : namespaces;
  return [
    ...placed(PERMISSIONS.cluster, null),
    ...watched.flatMap((namespace) => placed(PERMISSIONS.watched, namespace)),
    ...(hasGates ? watched.flatMap((namespace) => placed(PERMISSIONS.gates, namespace)) : []),
    ...(namespaces.length === 0 || namespaces.includes('default')
      ? []
      : placed(PERMISSIONS.clusterEvents, 'default')),
    ...placed(PERMISSIONS.own, ownNamespace),
    ...(certificate ? placed([secretOf(certificate)], ownNamespace) : []),
    ...(certificate ? placed(configurationsOf(certificate), null) : []),
  ];
}

const secretOf = ({ secret }: WebhookCertificate): Permission => ({
  group: '',
  resource: 'secrets',
  name: secret,
  verbs: ['get', 'patch'],
  purpose: 'the certificate of the webhooks',
});

const configurationsOf = ({ configuration }: WebhookCertificate): readonly Permission[] =>
  ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'].map((resource) => ({
    group: 'admissionregistration.k8s.io',
    resource,
    name: configuration,
    verbs: ['patch'],
    purpose: 'telling the API server whom to trust',
  }));
