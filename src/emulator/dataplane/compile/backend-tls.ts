/** How settings want the leg to the backend: in plain text, or as TLS with these roots and checks. */
import type { BackendHttpSettingsProperties } from '../../../appgw/wire.ts';
import { ASSUMPTIONS } from '../assumptions.ts';
import type { BackendTls } from './configuration.ts';
import type { GatewayDocument } from './document.ts';
import { pemOf } from './pem.ts';

export function compileBackendTls(
  document: GatewayDocument,
  settings: BackendHttpSettingsProperties,
  referrer: string,
  wellKnownRoots: readonly string[],
): BackendTls | null {
  if (settings.protocol !== 'Https') return null;
  const roots = (settings.trustedRootCertificates ?? []).flatMap(
    (reference) => document.find('trustedRootCertificates', reference, referrer).properties.data ?? [],
  );
  const wellKnown = roots.length === 0 || ASSUMPTIONS.wellKnownRootsAlwaysCount;
  return {
    wellKnown,
    roots: [...(wellKnown ? wellKnownRoots : []), ...roots.map(pemOf)],
    hasOwnRoots: roots.length > 0,
    verifyChain: settings.validateCertChainAndExpiry ?? true,
    verifyName: settings.validateSNI ?? true,
    name: settings.sniName ?? null,
  };
}
