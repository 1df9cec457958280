/** What is sent to a pool member, for ordinary requests and for upgrades. */
import { isIP } from 'node:net';
import type { Target } from '../compile/configuration.ts';
import type { Exchange } from './exchange.ts';
import { requestHeaders } from './headers.ts';
import { pathAfter } from './request-target.ts';

export interface BackendRequest {
  readonly method: string;
  readonly path: string;
  /** Flat list of names and values. */
  readonly headers: string[];
  /** For SNI and the certificate: the name that the settings give, else the member's FQDN, else the client's. */
  readonly serverName: string;
}

export function backendRequest(
  { request, port, target, action, matched }: Exchange,
  address: string,
): BackendRequest {
  const host = hostFor(action.target, address, target.hostHeader);
  const front = { protocol: port.protocol, port: port.port, hostHeader: target.hostHeader };
  return {
    method: request.method ?? 'GET',
    path: backendPath(action.target.overridePath, target.path, matched) + target.search,
    headers: requestHeaders(request, front, host),
    serverName: serverNameFor(action.target, address, target.host),
  };
}

function hostFor({ host }: Target, address: string, received: string): string {
  if (host === 'address') return address;
  return host?.fixed ?? received;
}

function serverNameFor({ host }: Target, address: string, requested: string): string {
  if (host !== null && host !== 'address') return host.fixed;
  return isIP(address) === 0 ? address : requested;
}

/** An override replaces what the path rule matched; outside of path rules it is put before the whole path. */
function backendPath(override: string | null, path: string, matched: number | null): string {
  if (override === null) return path;
  const rest = matched === null ? path : pathAfter(path, matched);
  if (rest === '') return override;
  return `${override.replace(/\/$/, '')}/${rest.replace(/^\//, '')}`;
}
