/**
 * WAF policies of ours, beside the gateway:
 *
 *   wanted ─► read base and ours ─► what to write, who cannot be had ─► (before the PUT) written
 *   the document that is served ─► (after it) ours that nothing names any more ─► deleted
 *
 * A policy that cannot be had concerns only those who want it. It must not know what is in the gateway's document.
 */
import type { UnusablePolicies } from '../appgw/context.ts';
import type { DesiredFirewallPolicy } from '../appgw/desired.ts';
import { isOwnFirewallPolicy } from '../appgw/firewall-policy.ts';
import type { RawFirewallPolicy, RawGateway } from '../appgw/wire.ts';
import type { Clock } from '../clock/clock.ts';
import { FIREWALL_TAG, firewallDocument, sameFirewall } from '../plan/firewall-policy.ts';
import { ArmError, type ArmErrorKind } from './arm-error.ts';
import type { FirewallPolicies } from './ports.ts';

export interface FirewallWrite {
  readonly action: 'create' | 'update';
  readonly policy: DesiredFirewallPolicy;
  readonly document: RawFirewallPolicy;
}

/** Which of these must be written, and why some cannot be had. Rejects with an `ArmError` that concerns all. */
export async function planFirewallPolicies(
  wanted: readonly DesiredFirewallPolicy[],
  policies: Pick<FirewallPolicies, 'read'>,
  instance: string,
  signal?: AbortSignal,
): Promise<{ readonly writes: readonly FirewallWrite[]; readonly unusable: UnusablePolicies }> {
  const bases = new Map<string, Promise<RawFirewallPolicy | null>>();
  const baseOf = (id: string): Promise<RawFirewallPolicy | null> => {
    const key = id.toLowerCase();
    const known = bases.get(key) ?? policies.read(id, signal);
    bases.set(key, known);
    return known;
  };
  const writes: FirewallWrite[] = [];
  const unusable = new Map<string, string>();
  for (const policy of wanted) {
    const reason = await reasonAgainst(async () => {
      const base = await baseOf(policy.base);
      if (base === null) return `the policy ${policy.base}, which it copies, is not there`;
      const built = firewallDocument(policy, base, instance);
      if (built.kind === 'refused') return built.reason;
      const live = await policies.read(policy.id, signal);
      const { document } = built;
      if (live === null) writes.push({ action: 'create', policy, document });
      else if (live.tags?.[FIREWALL_TAG] !== instance) return 'a policy of that name is not ours';
      else if (!sameFirewall(document, live)) writes.push({ action: 'update', policy, document });
      return null;
    });
    if (reason !== null) unusable.set(policy.name, reason);
  }
  return { writes, unusable };
}

/** Across the runs of one gateway. */
export interface FirewallKeeper {
  /** Before the gateway's PUT: writes what is missing or differs. Resolves with those that cannot be had. */
  readonly ensure: (
    wanted: readonly DesiredFirewallPolicy[],
    mode: 'apply' | 'plan',
    signal?: AbortSignal,
  ) => Promise<UnusablePolicies>;
  /** After it: deletes what neither is wanted nor named by what is served. Never rejects but with an abort. */
  readonly sweep: (
    wanted: readonly DesiredFirewallPolicy[],
    served: RawGateway,
    signal?: AbortSignal,
  ) => Promise<void>;
}

/** A base changes seldom: it is looked at with each drift check, not with each change in the cluster. */
const CHECK_MS = 45_000;

export function keepFirewallPolicies(
  policies: FirewallPolicies,
  instance: string,
  clock: Clock,
): FirewallKeeper {
  const checked = new Map<string, { readonly at: number; readonly reason: string | null }>();
  /** Of an earlier process, too. */
  let mayBeLeft = true;

  return {
    async ensure(wanted, mode, signal) {
      const now = clock.now();
      const due = wanted.filter(({ name }) => now - (checked.get(name)?.at ?? -Infinity) >= CHECK_MS);
      const { writes, unusable } = await planFirewallPolicies(due, policies, instance, signal);
      for (const { name } of due) checked.set(name, { at: now, reason: unusable.get(name) ?? null });
      for (const { policy, document } of mode === 'apply' ? writes : []) {
        checked.delete(policy.name);
        const reason = await reasonAgainst(async () => {
          await policies.write(policy.id, document, signal);
          return null;
        });
        checked.set(policy.name, { at: now, reason });
      }
      if (wanted.length > 0) mayBeLeft = true;
      return new Map(
        wanted.flatMap(({ name }) => {
          const reason = checked.get(name)?.reason ?? null;
          return reason === null ? [] : [[name, reason] as const];
        }),
      );
    },

    async sweep(wanted, served, signal) {
      if (!mayBeLeft || !isFirewalled(served)) return;
      const names = new Set(wanted.map(({ name }) => name.toLowerCase()));
      const text = JSON.stringify(served.properties).toLowerCase();
      try {
        const ours = (await policies.list(signal)).filter(
          ({ name = '', tags }) => isOwnFirewallPolicy(name, instance) && tags?.[FIREWALL_TAG] === instance,
        );
        for (const { id = '', name = '' } of ours) {
          if (names.has(name.toLowerCase()) || text.includes(`"${id.toLowerCase()}"`)) continue;
          checked.delete(name);
          await policies.remove(id, signal);
        }
        mayBeLeft = ours.length > 0;
      } catch (error) {
        if (!(error instanceof ArmError)) throw error;
        // Whoever may not list them has written none.
        if (OWN_FAULT.has(error.kind)) mayBeLeft = false;
      }
    },
  };
}

/** These concern the one policy; everything else concerns the way to ARM. */
const OWN_FAULT: ReadonlySet<ArmErrorKind> = new Set(['forbidden', 'notFound', 'invalid', 'bug']);

async function reasonAgainst(work: () => Promise<string | null>): Promise<string | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ArmError) || !OWN_FAULT.has(error.kind)) throw error;
    const { forbidden, code, message } = error;
    return forbidden
      ? `the controller may not do ${forbidden.action} on ${forbidden.scope}`
      : `${code}: ${message}`;
  }
}

/** No other SKU may refer to a policy. */
const isFirewalled = ({ properties: { sku } }: RawGateway): boolean =>
  /"tier":"waf/i.test(JSON.stringify(sku ?? {}));
