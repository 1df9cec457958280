/** Values of options that are not plain text. */
import { InvalidArgumentError, Option } from 'commander';

export function parseNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return Number(text);
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** `250ms`, `1s`, `1.5s`, `2m` -> ms. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text);
  if (!match) throw new InvalidArgumentError('It must be a duration like 250ms, 20s or 2m.');
  return Number(match[1]) * UNITS[match[2]!]!;
}

export const latencyOption = (standard: string): Option =>
  new Option('--latency <duration>', 'how long an emulated operation takes')
    .argParser(parseDuration)
    .default(parseDuration(standard), standard);
