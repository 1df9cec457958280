/** Backend: a pool, how it is spoken to, and how it is found to be alive, before any of them has a name. */
import type { CaBundle } from './certificate.ts';

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
  /** `fqdn`: the addresses are names that the gateway resolves. */
  readonly targetType: 'pod' | 'node' | 'fqdn';
  /** Sorted by address; each address once. */
  readonly endpoints: readonly PoolEndpoint[];
}

export interface PoolEndpoint {
  readonly address: string;
  /**
   * `terminating` still serves; `gated` waits only for our own readiness gate; `flapping` is not ready, and keeps its
   * place in the pool for a while.
   */
  readonly state: 'ready' | 'gated' | 'terminating' | 'flapping' | 'notReady';
}

export interface BackendSettings {
  readonly protocol: 'Http' | 'Https';
  /** The port that is dialled on each address. */
  readonly port: number;
  /** Seconds, 1 to 86400. */
  readonly requestTimeout: number;
  /** Null: none. `cookieName` null: the gateway's own name. */
  readonly affinity: { readonly cookieName: string | null } | null;
  /** Seconds, 1 to 3600, that a member which left still serves what it had; null: draining is off. */
  readonly drainTimeout: number | null;
  /** Host header; null: as the client sent it. Not together with `hostFromAddress`. */
  readonly hostName: string | null;
  /** Host header is the pool's own address or name. */
  readonly hostFromAddress: boolean;
  /** Starts with "/"; put before the path, or in place of what a path rule matched. */
  readonly path: string | null;
  /** Https only. */
  readonly tls: BackendTls;
}

export interface BackendTls {
  /** Empty: the well-known roots. Sorted. */
  readonly trustedRoots: readonly TrustedRoot[];
  /** Whether the chain and its dates are checked. */
  readonly validateCertificate: boolean;
  /** Whether the name in the certificate is checked. */
  readonly validateSni: boolean;
  /** Name that is asked for instead of the host; only with `validateSni`. */
  readonly sniName: string | null;
}

export type TrustedRoot =
  | { readonly kind: 'onGateway'; readonly name: string }
  | { readonly kind: 'own'; readonly ca: Extract<CaBundle, { state: 'usable' }> };

/** Well-known roots, everything checked: what holds where nobody says otherwise. */
export const STRICT_TLS: BackendTls = {
  trustedRoots: [],
  validateCertificate: true,
  validateSni: true,
  sniName: null,
};

export interface Probe {
  readonly protocol: 'Http' | 'Https';
  readonly host: string;
  readonly path: string;
  /** Null: the port of the settings. */
  readonly port: number | null;
  /** Like `200-399`. */
  readonly statusCodes: readonly string[];
  /** Text that the answer must have in its body; null: any. */
  readonly body: string | null;
  /** Seconds. */
  readonly interval: number;
  /** Seconds, at most `interval`. */
  readonly timeout: number;
  /** 1 to 20. */
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
