/** What the verbs work on. */
import type { Clock } from '../../../src/clock/clock.ts';
import { isMap } from './objects.ts';
import type { JsonMap } from './objects.ts';
import type { ResourceDefinition } from './resources/definition.ts';
import type { Registry } from './resources/registry.ts';
import type { Store } from './storage/store.ts';

export interface Cluster {
  readonly store: Store;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly streamingLists: StreamingLists;
}

/**
 * How the server takes `sendInitialEvents`: as a current one; as one with the feature gate off, which refuses it; as
 * one that is older and ignores it.
 */
export type StreamingLists = 'served' | 'forbidden' | 'unknown';

/** A request for a resource, past authentication and authorization. */
export interface Call {
  readonly resource: ResourceDefinition;
  readonly namespace: string;
  readonly name: string;
  readonly subresource: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly contentType: string;
  /** Of the field manager, where the request does not name one. */
  readonly userAgent: string;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly warnings?: readonly string[];
}

export const bodyOf = ({ body }: Pick<Call, 'body'>): JsonMap => (isMap(body) ? body : {});
