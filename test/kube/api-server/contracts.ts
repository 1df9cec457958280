/** What a test sees of an API server, be it the one in this process or a real one. */
import type { Clock } from '../../../src/clock/clock.ts';
import type { KubeClient } from './client/kube-client.ts';
import type { StreamingLists } from './cluster.ts';
import type { KubeObject } from './objects.ts';

export interface ApiServer {
  readonly flavour: 'in-process' | 'real';
  /** Stays the same over restarts. */
  readonly url: string;
  /** PEM of the authority to trust; null without TLS. */
  readonly ca: string | null;
  /** A member of system:masters. */
  readonly admin: KubeClient;
  readonly adminToken: string;
  clientOf(token: string): KubeClient;
  /** The text of a kubeconfig file. */
  kubeconfig(token: string, namespace?: string): string;
  /** Of a ServiceAccount that exists; at least 600 seconds. */
  serviceAccountToken(namespace: string, name: string, lifetimeSeconds?: number): Promise<string>;
  /** Creates the objects as the admin would, in order, as fast as it goes. */
  load(objects: readonly KubeInput[]): Promise<void>;
  /** Connections are reset and the address refuses; the state stays. */
  stop(): Promise<void>;
  /** What was watched before is forgotten: an old resourceVersion gets 410. */
  start(): Promise<void>;
  restart(): Promise<void>;
  /** For good; whatever hangs is released. */
  close(): Promise<void>;
  /** Null on a real server: it has no faults to order. */
  readonly faults: Faults | null;
  /** Null on a real server. */
  readonly requests: RequestLog | null;
}

/** An object as a test writes it. */
export interface KubeInput {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Partial<KubeObject['metadata']>;
  readonly [member: string]: unknown;
}

export interface ApiServerOptions {
  /** Default true; clients refuse to send a token without it. */
  readonly tls?: boolean;
  /** Default: the system's. Bookmarks, timeouts, delays, token expiry and every timestamp go by it. */
  readonly clock?: Clock;
  readonly users?: readonly StaticUser[];
  /** How many changes of each kind a watch can go back. Default 10,000. */
  readonly historyLimit?: number;
  /** Default 60. */
  readonly bookmarkSeconds?: number;
  /** Default `served`. */
  readonly streamingLists?: StreamingLists;
}
export interface StaticUser {
  readonly token: string;
  readonly name: string;
  readonly groups?: readonly string[];
}

export interface RequestRecord {
  /** Milliseconds of the server's clock. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** As RBAC names it: get, list, watch, create, update, patch, delete, deletecollection. */
  readonly verb: string;
  /** `ingresses.networking.k8s.io`, `pods`; '' for other paths. */
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  /** '' where nobody was recognised. */
  readonly user: string;
  readonly userAgent: string;
  /** Null while there is no answer; a watch has its answer when it starts. */
  status: number | null;
}
export type RequestFilter = (request: RequestRecord) => boolean;

export interface RequestLog {
  readonly entries: readonly RequestRecord[];
  count(filter: RequestFilter): number;
  clear(): void;
}

export type FaultAction =
  /** Instead of the real answer. Without a body: the Status that belongs to the code. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  | { readonly kind: 'delay'; readonly ms: number }
  /** No answer until the fault is lifted; then the request is carried out. */
  | { readonly kind: 'hang' }
  /** The connection is reset, before or after the request was carried out. */
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' };

export interface InjectedFault {
  /** Requests that it has met. */
  readonly hits: number;
  lift(): void;
}

export interface Faults {
  /** Meets the next `times` requests that `when` selects; without limit until it is lifted. */
  inject(
    action: FaultAction,
    scope?: { readonly when?: RequestFilter; readonly times?: number },
  ): InjectedFault;
  /** Resets the connections of open watches; returns how many. */
  dropWatches(filter?: RequestFilter): number;
  /** Ends open watches as a timeout does. */
  endWatches(filter?: RequestFilter): number;
  /** Sends an ERROR event with that status into open watches, then ends them. */
  failWatches(code: number, reason: string, filter?: RequestFilter): number;
  /** Open watches stay open and say nothing more until lifted; what they missed comes then. */
  silenceWatches(filter?: RequestFilter): InjectedFault;
  /** A bookmark into every open watch that asked for them. */
  sendBookmarks(filter?: RequestFilter): number;
  /** Resets all connections. */
  closeConnections(): number;
  /** Forgets the changes so far: resuming a watch or a paged list from before now gets 410. */
  expireHistory(): void;
  revokeToken(token: string): void;
}
