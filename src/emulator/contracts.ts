/**
 * How the rooms of the emulator fit together: `arm/` stores documents and runs operations, `dataplane/` serves the
 * document whose operation succeeded last, `echo/` is what answers behind it. None of them knows the translator.
 */
import type { ProbeProperties, RawFirewallPolicy, RawGateway, SubResource } from '../appgw/wire.ts';
import type { Clock } from '../clock/clock.ts';

export interface SocketAddress {
  readonly host: string;
  readonly port: number;
}

/** Which of the gateway's two frontends an address belongs to: with a public IP, or with a private one. */
export type FrontendKind = 'public' | 'private';

export interface DataPlaneOptions {
  /** Where a frontend port listens on this machine; port 0 lets the system choose. */
  readonly bind: (frontend: FrontendKind, port: number) => SocketAddress;
  /** Where a backend (address or FQDN, port) of the document is found on this machine. */
  readonly resolve: (address: string, port: number) => SocketAddress;
  readonly onWarning?: (message: string) => void;
  /** Times the probes; the system's clock if left out. */
  readonly clock?: Clock;
  /** PEM of authorities that count as well-known to backends' clients, beside the public ones. */
  readonly wellKnownRoots?: readonly string[];
  /** A WAF policy as it is now, by its id; it may change without the gateway. */
  readonly firewallPolicy?: (id: string) => RawFirewallPolicy | null;
}

export interface ListeningPort {
  readonly frontend: FrontendKind;
  readonly protocol: 'http' | 'https';
  /** The gateway's port. */
  readonly port: number;
  /** Where it listens on this machine, `127.0.0.1:8080`. */
  readonly address: string;
}

export interface DataPlane {
  /**
   * Serves this document from now on (with its certificates' `data` and `password`). Resolves when every socket
   * accepts and each pool was probed once. Sockets of unchanged ports stay open; WebSockets are cut, as on the real
   * gateway; ordinary requests under way are finished with the old configuration, at members that are gone from their
   * pool within the drain time of the settings.
   */
  apply(document: RawGateway): Promise<void>;
  listening(): readonly ListeningPort[];
  /** The body of ARM's `backendhealth` answer. */
  health(): BackendHealth;
  /** The body of ARM's `getBackendHealthOnDemand` answer. Rejects if the pool or the settings are not there. */
  healthOnDemand(probe: OnDemandProbe): Promise<HealthOnDemand>;
  close(): Promise<void>;
}

/** Of a WAF policy. */
export interface FirewallCustomRule {
  readonly name?: string;
  /** 1 to 100; the lowest is asked first. */
  readonly priority: number;
  readonly state?: 'Enabled' | 'Disabled';
  readonly ruleType: 'MatchRule' | 'RateLimitRule';
  readonly action: 'Allow' | 'Block' | 'Log' | 'JSChallenge' | 'CAPTCHA';
  /** All of them must hold. */
  readonly matchConditions: readonly FirewallMatchCondition[];
}

export interface FirewallMatchCondition {
  readonly matchVariables: readonly { readonly variableName: string; readonly selector?: string }[];
  readonly operator: string;
  /** The typing error is the service's. */
  readonly negationConditon?: boolean;
  readonly matchValues?: readonly string[];
  readonly transforms?: readonly string[];
}

export interface ServerHealth {
  readonly address: string;
  readonly health: 'Up' | 'Down' | 'Unknown' | 'Partial' | 'Draining';
  readonly healthProbeLog?: string;
}

/** A probe that need not be in the document, of one pool through one settings. */
export interface OnDemandProbe extends Partial<ProbeProperties> {
  readonly backendAddressPool: SubResource;
  readonly backendHttpSettings: SubResource;
}

export interface HealthOnDemand {
  readonly backendAddressPool: { readonly id: string };
  readonly backendHealthHttpSettings: {
    readonly backendHttpSettings: { readonly id: string };
    readonly servers: readonly ServerHealth[];
  };
}

export interface BackendHealth {
  readonly backendAddressPools: readonly {
    readonly backendAddressPool: { readonly id: string };
    readonly backendHttpSettingsCollection: readonly {
      readonly backendHttpSettings: { readonly id: string };
      readonly servers: readonly ServerHealth[];
    }[];
  }[];
}

/** What the ARM side tells the rest of the emulator. */
export interface ArmEvents {
  /** An operation succeeded: the stored document, certificates with their data. Awaited before the operation ends. */
  readonly onApplied: (document: RawGateway) => Promise<void>;
  readonly health: () => BackendHealth;
  readonly healthOnDemand: (probe: OnDemandProbe) => Promise<HealthOnDemand>;
}
