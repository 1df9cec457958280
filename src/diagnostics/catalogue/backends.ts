import { entry } from './entry.ts';

/** What can be wrong between a path and the addresses behind it. */
export const BACKENDS = {
  BACKEND_SERVICE_MISSING: entry<{ service: string }>(
    'warning',
    (d) => `Service ${d.service} does not exist: requests for its paths get 502.`,
    'Create the Service, or correct the name in the backend.',
  ),
  BACKEND_PORT_MISSING: entry<{ service: string; port: string }>(
    'warning',
    (d) => `Service ${d.service} has no port ${d.port}: requests for its paths get 502.`,
    'Name a TCP port of the Service, by its name or its number (not the targetPort).',
  ),
  NO_ENDPOINTS: entry<{ service: string; port: string }>(
    'warning',
    (d) =>
      `Service ${d.service} has no ready address for port ${d.port}: its paths get 502, unless an address from before still answers.`,
    'Check that pods match the selector of the Service and are Ready.',
  ),
  ENDPOINT_FLAPPING: entry<{ service: string; port: string; address: string; count: number; until: string }>(
    'warning',
    (d) =>
      `Address ${d.address} of Service ${d.service}, port ${d.port}, stopped being ready ${d.count} times within 10 minutes: while that goes on it leaves the gateway late, at first not before ${d.until}.`,
    'Find out why its container restarts or its readiness probe fails; the probe of the gateway keeps requests from it meanwhile.',
  ),
  ENDPOINT_PORTS_DIFFER: entry<{ service: string; port: string; used: number; left: readonly number[] }>(
    'warning',
    (d) =>
      `Port ${d.port} of Service ${d.service} leads to different target ports; addresses on ${d.used} are used, those on ${d.left.join(', ')} are not.`,
    'Give every pod behind the Service the same number for this port: a pool of the gateway has one port.',
  ),
  ENDPOINT_ADDRESS_UNSUPPORTED: entry<{ service: string; slice: string; addressType: string }>(
    'warning',
    (d) =>
      `EndpointSlice ${d.slice} of Service ${d.service} has ${d.addressType} addresses, which are not used.`,
    'Application Gateway reaches pods by IPv4: give the Service IPv4 endpoints.',
  ),
  EXTERNAL_NAME_REFUSED: entry<{ service: string; externalName: string }>(
    'error',
    (d) =>
      `Service ${d.service} is of type ExternalName (${d.externalName}), which is not allowed as a backend.`,
    'Use a Service with endpoints; an ExternalName would let a namespace route to any host.',
  ),
  RESOURCE_BACKEND_REFUSED: entry<{ resource: string }>(
    'error',
    (d) => `The backend is the resource ${d.resource}; only Services can be backends.`,
    'Name a Service in the backend.',
  ),
  DEFAULT_BACKEND_SERVICE_MISSING: entry<{ service: string }>(
    'info',
    (d) => `The default backend Service ${d.service} was not found: unmatched paths get 502 instead of 404.`,
    'The Helm chart installs it; for files, add a Service of that name or set --default-backend.',
  ),
  TRUSTED_ROOT_NOT_ON_GATEWAY: entry<{ certificate: string; item: string }>(
    'error',
    (d) =>
      `${d.item} is held back: the gateway has no trusted root certificate ${d.certificate} for its backend.`,
    'Add the certificate to the gateway, or correct its name; the last good configuration stays until then.',
  ),
  EXTERNAL_NAME_UNUSABLE: entry<{ service: string; externalName: string }>(
    'error',
    (d) =>
      `The gateway cannot resolve ${d.externalName === '' ? 'the empty name' : d.externalName} of ExternalName Service ${d.service}.`,
    'Use a DNS name that is known outside of the cluster, not an address.',
  ),
  NODE_PORT_MISSING: entry<{ service: string; port: string }>(
    'error',
    (d) => `Port ${d.port} of Service ${d.service} has no node port, but target-type is node.`,
    'Make the Service of type NodePort or LoadBalancer, or set target-type to pod.',
  ),
  NO_NODES: entry<{ service: string; port: string }>(
    'warning',
    (d) => `No node has an address for Service ${d.service}, port ${d.port}: its paths get 502.`,
    'Check that the nodes have an InternalIP and are not excluded from load balancers.',
  ),
  BACKEND_CA_UNUSABLE: entry<{ source: string; reason: string }>(
    'error',
    (d) => `The authorities in ${d.source} cannot be used for the backend: ${d.reason}.`,
    'Put PEM certificates of authorities under the key ca.crt; until then the last good configuration stays.',
  ),
  BACKEND_NOT_ENCRYPTED: entry<{ annotations: readonly string[] }>(
    'warning',
    (d) =>
      `${d.annotations.join(', ')} ${d.annotations.length === 1 ? 'has' : 'have'} no effect: the backend is spoken to over plain HTTP.`,
    'Set backend-protocol to https.',
  ),
  PROBE_TIMEOUT_TOO_LONG: entry<{ timeout: number; interval: number }>(
    'error',
    (d) => `The probe's timeout of ${d.timeout} s is longer than its interval of ${d.interval} s.`,
    'Raise health-probe-interval or lower health-probe-timeout.',
  ),
  GATE_NOT_WRITABLE: entry<{ reason: string }>(
    'warning',
    (d) => `The readiness gate of the pod cannot be opened: ${d.reason}`,
    'Grant the controller the verb patch on pods/status (the chart does where readinessGate is enabled); it is tried again each minute.',
  ),
  DRAIN_TOO_SHORT: entry<{
    service: string;
    pod: string;
    neededSeconds: number;
    applySeconds: number;
    preStopSeconds: number;
    graceSeconds: number;
  }>(
    'info',
    (d) =>
      `Service ${d.service}: pod ${d.pod} sleeps ${d.preStopSeconds} s before it ends and may take ${d.graceSeconds} s in all, but the gateway sends it requests for up to ${d.neededSeconds} s more (an operation takes ${d.applySeconds} s now).`,
    'Let preStop sleep that long and terminationGracePeriodSeconds exceed it, or have the application answer for that long after SIGTERM.',
  ),
} as const;
