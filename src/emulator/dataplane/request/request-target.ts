/** What a request asks for: host and path, as received and in the forms that routing compares. */
import type { IncomingMessage } from 'node:http';

export interface RequestTarget {
  /** The Host header as received. */
  readonly hostHeader: string;
  /** Lower case, without port. */
  readonly host: string;
  /** Still percent-encoded, as received. */
  readonly path: string;
  /** With its question mark; empty if there is none. */
  readonly search: string;
  /** Percent-decoded; one character per byte, so that no sequence of bytes is refused. */
  readonly decodedPath: string;
}

/** Null if the request line or the encoding of the path is broken. */
export function readTarget(request: IncomingMessage): RequestTarget | null {
  const url = request.url ?? '';
  const absolute = /^https?:\/\/([^/?]*)(.*)$/i.exec(url);
  const hostHeader = absolute?.[1] ?? request.headers.host ?? '';
  const resource = absolute ? (absolute[2] ?? '').replace(/^(?!\/)/, '/') : url;
  if (!resource.startsWith('/')) return null;

  const mark = resource.indexOf('?');
  const path = mark < 0 ? resource : resource.slice(0, mark);
  const decodedPath = decodePath(path);
  if (decodedPath === null) return null;
  return {
    hostHeader,
    host: hostHeader.replace(/:\d*$/, '').toLowerCase(),
    path,
    search: mark < 0 ? '' : resource.slice(mark),
    decodedPath,
  };
}

/** The rest of an encoded path after that many bytes of the decoded one. */
export function pathAfter(path: string, decodedBytes: number): string {
  let at = 0;
  for (let byte = 0; byte < decodedBytes; byte += 1) at += path[at] === '%' ? 3 : 1;
  return path.slice(at);
}

/** One character per byte; null if the encoding is broken. */
export function decodePath(path: string): string | null {
  if (!path.includes('%')) return path;
  if (/%(?![0-9a-f]{2})/i.test(path)) return null;
  return path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
