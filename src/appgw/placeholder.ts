/**
 * A gateway must have a listener and a rule (ARM refuses less), so an otherwise empty one keeps a multi-site
 * placeholder whose host cannot exist. Never a basic listener: that would take the requests of later rules.
 */
import type { LiveGateway } from './live.ts';
import { identityHash } from './names.ts';
import { makePart, reference, referenceTo, type Part } from './part.ts';

export const PLACEHOLDER_HASH = identityHash('placeholder');
const PRIORITY = 18000;
const HTTP_PORT = 80;

export function placeholderParts(live: LiveGateway): readonly Part[] {
  const frontend = live.frontends.public ?? live.frontends.private;
  if (frontend === null) return [];
  const host = `${live.instance}.placeholder.invalid`;
  const existing = live.ports.get(HTTP_PORT);
  const made = makePart(live, 'frontendPorts', [HTTP_PORT], String(HTTP_PORT), { port: HTTP_PORT });
  const port = existing?.own ? { ...made, name: existing.name } : made;
  const pool = makePart(live, 'backendAddressPools', ['placeholder'], 'placeholder', {
    backendAddresses: [],
  });
  const settings = makePart(live, 'backendHttpSettingsCollection', ['placeholder'], 'placeholder', {
    port: HTTP_PORT,
    protocol: 'Http',
    cookieBasedAffinity: 'Disabled',
    pickHostNameFromBackendAddress: false,
    requestTimeout: 30,
  });
  const listener = makePart(live, 'httpListeners', ['placeholder'], 'placeholder', {
    frontendIPConfiguration: { id: frontend },
    frontendPort: existing ? { id: existing.id } : reference(live, 'frontendPorts', port.name),
    protocol: 'Http',
    hostName: host,
    requireServerNameIndication: false,
  });
  const rule = makePart(live, 'requestRoutingRules', ['placeholder'], 'placeholder', {
    ruleType: 'Basic',
    priority: live.ownRules.get(PLACEHOLDER_HASH)?.priority ?? PRIORITY,
    httpListener: referenceTo(live, listener),
    backendAddressPool: referenceTo(live, pool),
    backendHttpSettings: referenceTo(live, settings),
  });
  return [...(existing && !existing.own ? [] : [port]), pool, settings, listener, rule];
}
