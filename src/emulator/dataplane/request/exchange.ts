import type { IncomingMessage } from 'node:http';
import type { Forward, Listener, PortConfiguration } from '../compile/configuration.ts';
import type { Rewrite } from '../compile/rewrites.ts';
import type { ClientTls } from './client-tls.ts';
import type { RequestTarget } from './request-target.ts';
import type { Captures } from './rewrite-terms.ts';

/** A request that a listener has accepted. */
export interface Arrival {
  readonly request: IncomingMessage;
  /** Null for plain HTTP. */
  readonly client: ClientTls | null;
  readonly port: PortConfiguration;
  readonly listener: Listener;
  /** As the client asked, whatever is rewritten later. */
  readonly target: RequestTarget;
}

/** What the backend gets to see of it, and what is still to do with the answer. */
export interface RewrittenRequest {
  readonly path: string;
  readonly search: string;
  readonly isPathRewritten: boolean;
  readonly headers: HeaderChanges;
  readonly pending: readonly Pending[];
}

/** By lower-case name; an empty value removes the header. */
export type HeaderChanges = ReadonlyMap<string, { readonly name: string; readonly value: string }>;

/** A rule of which the request's side holds; it goes on when the response is there. */
export interface Pending {
  readonly rewrite: Rewrite;
  readonly captures: Captures;
}

/** One that goes to a backend, with what the steps before found out about it. */
export interface Exchange extends Arrival {
  readonly action: Forward;
  /** See `Route`; null also where the path that matched was rewritten. */
  readonly matched: number | null;
  readonly rewritten: RewrittenRequest;
}
