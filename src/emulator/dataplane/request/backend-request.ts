/** What is sent to a pool member, for ordinary requests and for upgrades. */
import { isIP } from 'node:net';
import { ASSUMPTIONS } from '../assumptions.ts';
import type { Target } from '../compile/configuration.ts';
import type { Exchange, RewrittenRequest } from './exchange.ts';
import { requestHeaders } from './headers.ts';
import { pathAfter } from './request-target.ts';
import type { RequestTarget } from './request-target.ts';

export interface BackendRequest {
  readonly method: string;
  readonly path: string;
  /** Flat list of names and values. */
  readonly headers: string[];
  /** For SNI and the certificate: the name that the settings give, else the member's FQDN, else the client's. */
  readonly serverName: string;
}

export function backendRequest(
  { request, port, target, action, matched, rewritten }: Exchange,
  address: string,
): BackendRequest {
  const url = rewritten.path + rewritten.search;
  const front = {
    protocol: port.protocol,
    port: port.port,
    hostHeader: target.hostHeader,
    originalUrl: ASSUMPTIONS.originalUrlIsRewritten ? url : (request.url ?? ''),
  };
  return {
    method: request.method ?? 'GET',
    path: backendPath(overrideFor(action.target, rewritten), rewritten.path, matched) + rewritten.search,
    headers: requestHeaders(
      request,
      front,
      hostFor(action.target, address, target, rewritten),
      rewritten.headers,
    ),
    serverName: serverNameFor(action.target, address, target.host),
  };
}

function hostFor(
  { host }: Target,
  address: string,
  { hostHeader }: RequestTarget,
  { headers }: RewrittenRequest,
): string {
  const written = headers.get('host')?.value;
  if (written && (host === null || ASSUMPTIONS.rewrittenHostBeatsSettings)) return written;
  if (host === 'address') return address;
  return host?.fixed ?? hostHeader;
}

const overrideFor = ({ overridePath }: Target, { isPathRewritten }: RewrittenRequest): string | null =>
  isPathRewritten && !ASSUMPTIONS.overrideAppliesToRewrittenPath ? null : overridePath;

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
