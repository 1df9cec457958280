/**
 * Routing: what the cluster asks for, in words that are neither Kubernetes' nor ARM's. A front end builds it, the
 * gateway back end reads it. Plain data; every node says which object it came from.
 */
import type { Backend, DefaultBackend, Pool } from './backend.ts';
import type { Certificate, TlsProfile } from './certificate.ts';
import type { Firewall } from './firewall.ts';
import type { Redirect, Rewrite } from './rewrite.ts';

export type * from './backend.ts';
export type * from './certificate.ts';
export type * from './firewall.ts';
export type * from './rewrite.ts';

export interface Owner {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export interface Routing {
  /** Every object that owns a node, oldest first: conflicts and limits are settled in this order. */
  readonly owners: readonly Owner[];
  /** Sorted by port, then host. */
  readonly sites: readonly Site[];
  /** Answers 404 and the redirects that the gateway cannot express. */
  readonly defaultBackend: DefaultBackend;
  /** What holds for the whole gateway; what is absent is left as somebody else set it. */
  readonly gateway: GatewayWide;
  /** Objects of which everything that the gateway has stays, also what they do not ask for any more. */
  readonly held: readonly Owner[];
  /** Every pool that the cluster could ask for: members of held-back pools follow it. Made only when asked. */
  readonly allPools: () => readonly Pool[];
}

export interface GatewayWide {
  readonly http2?: boolean;
  readonly requestBuffering?: boolean;
  readonly responseBuffering?: boolean;
}

/** Port + frontend + host set, and what is served there. */
export interface Site {
  /** `auto`: public where the gateway has a public frontend, else private. */
  readonly frontend: 'auto' | 'public' | 'private';
  readonly port: number;
  readonly protocol: 'Http' | 'Https';
  /** Lower case, sorted; empty: every host that no other site of the port takes. */
  readonly hosts: readonly string[];
  /** Owns what a site can have only once: certificate, redirect. */
  readonly owner: Owner;
  /** Https only. */
  readonly certificate: Certificate | null;
  /** Https only; null: the gateway's own policy. */
  readonly tlsProfile: TlsProfile | null;
  /** Null: the policy of the gateway, if it has one. */
  readonly firewall: Firewall | null;
  /** Sorted by status. */
  readonly errorPages: readonly ErrorPage[];
  /** The place among the rules that its owner claims; null: wherever the site belongs. */
  readonly priority: number | null;
  /** On a plain site: the port of the Https site with the same hosts, if the host asks for TLS. */
  readonly securePort: number | null;
  /** Oldest owner first, then in the order of the object. */
  readonly routes: readonly Route[];
  readonly fallback: Fallback;
}

export interface ErrorPage {
  readonly status: number;
  readonly url: string;
}

export interface Route {
  readonly owner: Owner;
  readonly match: Match;
  readonly action: Action;
  /** Judges requests of this path instead of what the site has; null: that of the site. */
  readonly firewall: Firewall | null;
  /** An ACME challenge: answered over plain HTTP even while the certificate is not there yet. */
  readonly acme: boolean;
}

/** Paths as Kubernetes means them; `Gateway` is Application Gateway's own pattern. */
export interface Match {
  readonly type: 'Exact' | 'Prefix' | 'Gateway';
  /** Starts with "/". */
  readonly path: string;
}

/** `held`: the object is in error here; what the gateway has of it stays. */
export type Action =
  | { readonly kind: 'backend'; readonly backend: Backend; readonly rewrite: Rewrite | null }
  | { readonly kind: 'redirect'; readonly redirect: Redirect }
  | { readonly kind: 'redirectToHttps' }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'held' };

/** What answers the requests of a site that no route matches. */
export type Fallback =
  | {
      readonly kind: 'backend';
      readonly backend: Backend;
      readonly rewrite: Rewrite | null;
      readonly owner: Owner;
    }
  | { readonly kind: 'redirect'; readonly redirect: Redirect; readonly owner: Owner }
  | { readonly kind: 'redirectToHttps' }
  | { readonly kind: 'notFound' }
  /** `next` answers where the gateway has nothing of the owner. */
  | { readonly kind: 'held'; readonly owner: Owner; readonly next: Fallback };
