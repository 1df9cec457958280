/**
 * What the back end hands to `plan/`: our own sub-resources as ARM would read them, each with the objects that want
 * it. Foreign sub-resources are not in it. Certificates come without data: `plan/merge` builds that from `material`
 * only for names that the live gateway lacks.
 */
import type { TagChange } from './adopt.ts';
import type { OwnFirewallPolicy } from './firewall-policy.ts';
import type { CollectionName, Collections } from './wire.ts';

export interface DesiredItem<P> {
  readonly name: string;
  readonly properties: P;
  /** `Ingress/<namespace>/<name>`, sorted; empty for what the controller needs itself. */
  readonly owners: readonly string[];
}

export type DesiredCollections = {
  readonly [C in CollectionName]: readonly DesiredItem<Collections[C]>[];
};

export interface DesiredCertificate {
  /** DER; leaf first. */
  readonly chain: readonly Uint8Array[];
  /** PKCS#8 DER. */
  readonly privateKey: Uint8Array;
}

/** Members of the gateway itself; absent ones are left as somebody else set them. */
export interface DesiredProperties {
  readonly enableHttp2?: boolean;
  readonly globalConfiguration?: {
    readonly enableRequestBuffering?: boolean;
    readonly enableResponseBuffering?: boolean;
  };
}

export interface DesiredFirewallPolicy extends OwnFirewallPolicy {
  readonly owners: readonly string[];
}

export interface DesiredGateway {
  readonly instance: string;
  /** Each sorted by name. */
  readonly collections: DesiredCollections;
  /** By name in `sslCertificates`. One without an entry here is read from a vault, or live already. */
  readonly certificates: ReadonlyMap<string, DesiredCertificate>;
  readonly gateway: DesiredProperties;
  /** Tags of the gateway that come or go; all others are somebody else's. */
  readonly tags: TagChange;
  /**
   * WAF policies beside the gateway that must be there before it refers to them; sorted by name. What an owner is held
   * back with may refer to more of ours: none that the sent document names may be deleted.
   */
  readonly firewallPolicies: readonly DesiredFirewallPolicy[];
  /** Foreign sub-resources handed over by `replaceForeign`, to be removed in this plan. */
  readonly surrendered: readonly { readonly collection: CollectionName; readonly name: string }[];
  /** Set when nothing may be written at all (another controller's marks). */
  readonly readOnly: boolean;
}
