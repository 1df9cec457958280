/** The leg to a backend: a plain socket, or TLS verified as the settings say. */
import { connect, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls, rootCertificates } from 'node:tls';
import type { BackendHttpSettingsProperties } from '../../appgw/wire.ts';
import type { SocketAddress } from '../contracts.ts';
import type { GatewayDocument } from './document.ts';

export interface BackendTls {
  /** PEM of roots that are trusted beside the well-known ones. */
  readonly roots: readonly string[];
  readonly verifyChain: boolean;
  readonly verifyName: boolean;
  /** Overrides the name that would be sent and verified. */
  readonly name: string | null;
}

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

/** The name is verified only together with the chain. An address is verified but never sent as SNI. */
export function connectBackend({ host, port }: SocketAddress, tls: BackendTls | null, backendName: string): Socket {
  if (!tls) return connect(port, host);
  const name = tls.name ?? backendName;
  return connectTls({
    host,
    port,
    servername: isIP(name) === 0 ? name : '',
    ca: [...rootCertificates, ...tls.roots],
    rejectUnauthorized: tls.verifyChain,
    checkServerIdentity: (_, certificate) => (tls.verifyName ? checkServerIdentity(name, certificate) : undefined),
    // The gateway speaks 1.0 to 1.2 to backends, whatever its TLS policy.
    maxVersion: 'TLSv1.2',
  });
}

/** `data` is base64 of a certificate file: PEM text or bare DER. */
function toPem(data: string): string {
  const file = Buffer.from(data, 'base64');
  if (file.includes('-----BEGIN')) return file.toString('latin1');
  return `-----BEGIN CERTIFICATE-----\n${file.toString('base64')}\n-----END CERTIFICATE-----\n`;
}
