import type { IncomingMessage } from 'node:http';
import type { Forward, PortConfiguration } from '../compile/configuration.ts';
import type { RequestTarget } from './request-target.ts';

/** A request that goes to a backend, with what the steps before found out about it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly port: PortConfiguration;
  readonly target: RequestTarget;
  readonly action: Forward;
  /** See `Route`. */
  readonly matched: number | null;
}
