/** How settings want the leg to the backend: in plain text, or as TLS with these roots and checks. */
import type { BackendHttpSettingsProperties } from '../../../appgw/wire.ts';
import type { BackendTls } from './configuration.ts';
import type { GatewayDocument } from './document.ts';

export function compileBackendTls(
  document: GatewayDocument,
  settings: BackendHttpSettingsProperties,
  referrer: string,
): BackendTls | null {
  if (settings.protocol !== 'Https') return null;
  const roots = (settings.trustedRootCertificates ?? []).map(
    (reference) => document.find('trustedRootCertificates', reference, referrer).properties['data'],
  );
  return {
    roots: roots.filter((data) => typeof data === 'string').map(toPem),
    verifyChain: settings.validateCertChainAndExpiry ?? true,
    verifyName: settings.validateSNI ?? true,
    name: settings.sniName ?? null,
  };
}

/** `data` is base64 of a certificate file: PEM text or bare DER. */
function toPem(data: string): string {
  const file = Buffer.from(data, 'base64');
  if (file.includes('-----BEGIN')) return file.toString('latin1');
  return `-----BEGIN CERTIFICATE-----\n${file.toString('base64')}\n-----END CERTIFICATE-----\n`;
}
