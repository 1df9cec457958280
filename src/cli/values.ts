/** Values of options that are not plain text. */
import { InvalidArgumentError, Option } from 'commander';
import type { SocketAddress } from '../emulator/contracts.ts';

const HIGHEST_PORT = 65_535;

export function parseNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > HIGHEST_PORT)
    throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return Number(text);
}

export function parseShare(text: string): number {
  const share = Number(text);
  if (!/^[\d.]+$/.test(text) || !(share <= 1))
    throw new InvalidArgumentError('It must be a number from 0 to 1.');
  return share;
}

/** `127.0.0.1:9443`, `[::1]:9443`, `localhost:9443`; null: it is no address with a port. */
export function parseAddress(text: string): SocketAddress | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^\s:[\]]+)):(\d{1,5})$/i.exec(text);
  const port = Number(match?.[3]);
  return match && port <= HIGHEST_PORT ? { host: match[1] ?? match[2]!, port } : null;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** `250ms`, `1s`, `1.5s`, `2m` -> ms; null: it is no duration. */
export function durationIn(text: string): number | null {
  const match = /^(\d{1,9}(?:\.\d+)?)(ms|s|m)$/.exec(text);
  return match && Number(match[1]) * UNITS[match[2]!]!;
}

export function parseDuration(text: string): number {
  const ms = durationIn(text);
  if (ms === null) throw new InvalidArgumentError('It must be a duration like 250ms, 20s or 2m.');
  return ms;
}

export const latencyOption = (standard: string): Option =>
  new Option('--latency <duration>', 'how long an emulated operation takes')
    .argParser(parseDuration)
    .default(parseDuration(standard), standard);
