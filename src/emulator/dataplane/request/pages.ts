/** The answers that the gateway makes itself, as data, and how they get onto the wire. */
import { STATUS_CODES } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorPages } from '../compile/error-pages.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const SERVER = 'Microsoft-Azure-Application-Gateway/v2';

/** `pages`: the custom ones of whoever answers. */
export const errorPage = (status: number, pages: ErrorPages = new Map()): Answer => ({
  status,
  headers: { Server: SERVER, 'Content-Type': 'text/html' },
  body: pages.get(status) ?? pageBody(status),
});

export const redirectPage = (status: number, location: string): Answer => ({
  status,
  headers: { Server: SERVER, 'Content-Type': 'text/html', Location: location },
  body: pageBody(status),
});

function pageBody(status: number): string {
  const title = `${status} ${STATUS_CODES[status] ?? ''}`;
  return [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    `<hr><center>${SERVER}</center>`,
    '</body>',
    '</html>',
    '',
  ].join('\r\n');
}

export function writeAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body);
}

/** For connections that have no response object: broken requests, upgrades, plain text on a TLS port. */
export function writeRawAnswer(socket: Duplex, { status, headers, body }: Answer): void {
  const fields = { ...headers, 'Content-Length': Buffer.byteLength(body), Connection: 'close' };
  socket.end(headText(status, Object.entries(fields).flat().map(String)) + body);
}

/** A response head from a flat list of names and values, as node keeps raw headers. */
export function headText(status: number, rawHeaders: readonly string[]): string {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`];
  for (let at = 0; at < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
