import type { IncomingMessage } from 'node:http';

/** Empty for a cookie that was not sent. */
export function readCookie({ headers }: IncomingMessage, name: string): string {
  const pairs = (headers.cookie ?? '').split(/;\s*/).map((pair) => pair.split('='));
  const [, ...value] = pairs.find(([key]) => key?.trim() === name) ?? [];
  return value.join('=');
}
