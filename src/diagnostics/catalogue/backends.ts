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
} as const;
