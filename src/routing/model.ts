/**
 * Routing: what the cluster asks for, in words that are neither Kubernetes' nor ARM's. A front end builds it, the
 * gateway back end reads it. Plain data; every node says which object it came from.
 */

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
  /** Every pool that the cluster could ask for: members of held-back pools follow it. Made only when asked. */
  readonly allPools: () => readonly Pool[];
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
  /** On a plain site: the port of the Https site with the same hosts, if the host asks for TLS. */
  readonly securePort: number | null;
  /** Oldest owner first, then in the order of the object. */
  readonly routes: readonly Route[];
  readonly fallback: Fallback;
}

export interface Route {
  readonly owner: Owner;
  readonly match: Match;
  readonly action: Action;
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
  | { readonly kind: 'backend'; readonly backend: Backend }
  | { readonly kind: 'redirectToHttps' }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'held' };

/** What answers the requests of a site that no route matches. */
export type Fallback =
  | { readonly kind: 'backend'; readonly backend: Backend; readonly owner: Owner }
  | { readonly kind: 'redirectToHttps' }
  | { readonly kind: 'notFound' }
  /** `next` answers where the gateway has nothing of the owner. */
  | { readonly kind: 'held'; readonly owner: Owner; readonly next: Fallback };

export interface Backend {
  readonly pool: Pool;
  readonly settings: BackendSettings;
  readonly probe: Probe;
}

export interface Pool {
  readonly namespace: string;
  readonly service: string;
  /** As the Service declares it (a number or a name): the identity of the pool, not the port that is dialled. */
  readonly targetPort: string;
  readonly targetType: 'pod';
  /** Sorted by address; each address once. */
  readonly endpoints: readonly PoolEndpoint[];
}

export interface PoolEndpoint {
  readonly address: string;
  /** `terminating` still serves; `gated` waits only for our own readiness gate. */
  readonly state: 'ready' | 'gated' | 'terminating' | 'notReady';
}

export interface BackendSettings {
  readonly protocol: 'Http' | 'Https';
  /** The port that is dialled on each address. */
  readonly port: number;
  /** Seconds. */
  readonly requestTimeout: number;
}

export interface Probe {
  readonly protocol: 'Http' | 'Https';
  readonly host: string;
  readonly path: string;
  /** Like `200-399`. */
  readonly statusCodes: readonly string[];
  /** Seconds. */
  readonly interval: number;
  readonly timeout: number;
  readonly unhealthyThreshold: number;
}

/** The two ports of the default backend of decision 6. */
export interface DefaultBackend {
  /** `namespace/name`, or the name alone where it was looked for in every namespace and not found. */
  readonly service: string;
  readonly found: boolean;
  /** Has an empty pool where the Service was not found. */
  readonly notFound: Backend;
  /** Null where the Service has no such port. */
  readonly redirect: Backend | null;
}

export type Certificate =
  | {
      readonly state: 'usable';
      readonly secret: string;
      /** First name in the certificate. */
      readonly subject: string;
      readonly material: CertificateMaterial;
    }
  | { readonly state: 'missing' | 'malformed' | 'unnamed'; readonly secret: string; readonly reason: string };

export interface CertificateMaterial {
  /** SHA-256 over leaf and chain DER in order, lower-case hex: the identity of the certificate. */
  readonly fingerprint: string;
  /** DER; leaf first. */
  readonly chain: readonly Uint8Array[];
  /** PKCS#8 DER. Never rendered, logged or diffed. */
  readonly privateKey: Uint8Array;
}
