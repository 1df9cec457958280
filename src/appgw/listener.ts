/** httpListeners: what a site says of itself, and what it refers to. */
import type { Site } from '../routing/model.ts';
import { isWildcard } from './hosts.ts';
import type { HttpListenerProperties, SubResource } from './wire.ts';

export interface ListenerReferences {
  readonly frontendIPConfiguration: SubResource;
  readonly frontendPort: SubResource;
  readonly sslCertificate: SubResource | null;
  readonly sslProfile: SubResource | null;
  readonly firewallPolicy: SubResource | null;
}

export function listenerProperties(
  { protocol, hosts, errorPages }: Site,
  { frontendIPConfiguration, frontendPort, sslCertificate, sslProfile, firewallPolicy }: ListenerReferences,
): HttpListenerProperties {
  const [host] = hosts;
  const single = hosts.length === 1 && host !== undefined && !isWildcard(host);
  return {
    frontendIPConfiguration,
    frontendPort,
    protocol,
    // `hostName` takes no wildcard; the service fills in an empty `hostNames` beside it.
    ...(single ? { hostName: host } : hosts.length > 0 ? { hostNames: hosts } : {}),
    requireServerNameIndication: false,
    ...(sslCertificate && { sslCertificate }),
    ...(sslProfile && { sslProfile }),
    ...(firewallPolicy && { firewallPolicy }),
    ...(errorPages.length > 0 && {
      customErrorConfigurations: errorPages.map(({ status, url }) => ({
        statusCode: `HttpStatus${status}`,
        customErrorPageUrl: url,
      })),
    }),
  };
}
