/** What a document says, compiled once into lookups. Immutable: whatever changes at run time lives in `generation.ts`. */
import type { FrontendKind } from '../../contracts.ts';
import type { RequestTarget } from '../request/request-target.ts';
import type { ClientAuth } from './client-auth.ts';
import type { ErrorPages } from './error-pages.ts';
import type { Firewall } from './firewalls.ts';
import type { RewriteSet } from './rewrites.ts';
import type { TermsLookup } from './sni.ts';

export interface Configuration {
  readonly ports: ReadonlyMap<string, PortConfiguration>;
  /** Every pair of pool and settings that some rule can reach. */
  readonly targets: readonly Target[];
  /** For requests that reach no listener. */
  readonly errorPages: ErrorPages;
}

/** One frontend port that a listener with a rule uses. */
export interface PortConfiguration {
  readonly key: string;
  readonly frontend: FrontendKind;
  readonly port: number;
  readonly protocol: 'http' | 'https';
  /** Id of the frontend port, for error messages. */
  readonly id: string;
  /** The first listener, in the order of the rules, that accepts the host. */
  readonly listenerFor: (host: string) => Listener | undefined;
  readonly termsFor: TermsLookup;
}

export interface Listener {
  readonly name: string;
  /** What it demands of its clients' certificates; null for nothing. */
  readonly clientAuth: ClientAuth | null;
  readonly errorPages: ErrorPages;
  /** Of the listener, else of the gateway; null where there is none. */
  readonly firewall: Firewall | null;
  readonly route: (path: string) => Route;
}

export interface Route {
  readonly action: Action;
  /** Bytes of the decoded path that a path rule matched literally; null outside of path rules. */
  readonly matched: number | null;
  /** Of the path rule, which beats that of the listener. */
  readonly firewall: Firewall | null;
}

export type Action = Redirect | Forward;

export interface Redirect {
  readonly kind: 'redirect';
  readonly status: number;
  readonly location: (target: RequestTarget) => string;
}

export interface Forward {
  readonly kind: 'forward';
  readonly target: Target;
  readonly rewrites: RewriteSet;
}

/** A pool as seen through settings. */
export interface Target {
  readonly poolId: string;
  readonly settingsId: string;
  readonly addresses: readonly string[];
  readonly port: number;
  readonly tls: BackendTls | null;
  readonly requestTimeoutMs: number;
  /** The Host that backends get: fixed, their own address, or (null) the client's. */
  readonly host: { readonly fixed: string } | 'address' | null;
  readonly overridePath: string | null;
  /** Name of the affinity cookie; null where there is no affinity. */
  readonly affinity: string | null;
  /** How long what is under way at a member may go on after the member was removed. */
  readonly drainMs: number;
  readonly probe: ProbeSpec;
}

export interface ProbeSpec {
  /** Null: the address of the member. */
  readonly host: string | null;
  readonly port: number;
  readonly path: string;
  readonly tls: BackendTls | null;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly unhealthyThreshold: number;
  /** As written: `200-399`, `404`. */
  readonly statusCodes: readonly string[];
  /** What the body has to contain; empty for anything. */
  readonly body: string;
}

/** TLS towards a backend. */
export interface BackendTls {
  /** Whether the well-known roots are trusted. */
  readonly wellKnown: boolean;
  /** PEM of the roots that are trusted beside them. */
  readonly roots: readonly string[];
  /** Whether the settings name trusted roots: then a probe blames those. */
  readonly hasOwnRoots: boolean;
  readonly verifyChain: boolean;
  readonly verifyName: boolean;
  /** Overrides the name that would be sent and verified. */
  readonly name: string | null;
}
