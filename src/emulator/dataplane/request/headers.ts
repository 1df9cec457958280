/** Headers on their way through: what the gateway adds, what it drops, and what belongs to one hop only. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HeaderChanges } from './exchange.ts';
import { clientIp } from './server-variables.ts';

const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
/** Written by the gateway itself; what the client sent is replaced. `Expect` was answered at the front. */
const REPLACED = new Set([
  'host',
  'expect',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-original-host',
  'x-original-url',
  'x-appgw-trace-id',
]);
/** Request headers with other characters are dropped by the gateway. */
const ACCEPTED_NAME = /^[A-Za-z0-9-]+$/;

export interface FrontSide {
  readonly protocol: 'http' | 'https';
  /** The gateway's port, not the one that this machine listens on. */
  readonly port: number;
  readonly hostHeader: string;
  readonly originalUrl: string;
}

/** The flat list of names and values that a backend gets. Also what the gateway adds may be rewritten. */
export function requestHeaders(
  request: IncomingMessage,
  front: FrontSide,
  backendHost: string,
  changes: HeaderChanges = new Map(),
): string[] {
  const client = `${clientIp(request)}:${request.socket.remotePort ?? 0}`;
  const forwardedFor = request.headers['x-forwarded-for'];
  const own = {
    'X-Forwarded-For': forwardedFor ? `${[forwardedFor].flat().join(', ')}, ${client}` : client,
    'X-Forwarded-Proto': front.protocol,
    'X-Forwarded-Port': String(front.port),
    'X-Original-Host': front.hostHeader,
    'X-Original-URL': front.originalUrl,
    'X-AppGW-Trace-Id': randomUUID().replaceAll('-', ''),
  };
  const passed = keep(
    request.rawHeaders,
    (name, raw) => !REPLACED.has(name) && !changes.has(name) && ACCEPTED_NAME.test(raw),
  );
  const added = Object.entries(own).filter(([name]) => !changes.has(name.toLowerCase()));
  return ['Host', backendHost, ...passed, ...added.flat(), ...written(changes)];
}

const written = (changes: HeaderChanges): string[] =>
  [...changes].flatMap(([key, { name, value }]) =>
    value === '' || key === 'host' || HOP_BY_HOP.has(key) || !ACCEPTED_NAME.test(name) ? [] : [name, value],
  );

/** The flat list that the client gets of a backend's raw headers. */
export const responseHeaders = (raw: readonly string[]): string[] => keep(raw, () => true);

function keep(raw: readonly string[], wanted: (name: string, raw: string) => boolean): string[] {
  const named = connectionNames(raw);
  const kept: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [rawName = '', value = ''] = [raw[at], raw[at + 1]];
    const name = rawName.toLowerCase();
    if (!HOP_BY_HOP.has(name) && !named.includes(name) && wanted(name, rawName)) kept.push(rawName, value);
  }
  return kept;
}

/** Headers that `Connection` declares to be of this hop. */
function connectionNames(raw: readonly string[]): string[] {
  const at = raw.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === 'connection');
  return at < 0 ? [] : (raw[at + 1] ?? '').toLowerCase().split(/\s*,\s*/);
}
