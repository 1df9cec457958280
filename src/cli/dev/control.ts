/** The controller of `dev`: the loop over the played cluster and the emulated ARM, and what it reports. */
import { staticToken } from '../../azure/credential.ts';
import { CLOUDS } from '../../azure/clouds.ts';
import { createFirewallPolicies } from '../../azure/firewall-policies.ts';
import { createGatewayClient } from '../../azure/gateway-client.ts';
import { systemClock } from '../../clock/clock.ts';
import type { Config } from '../../config/schema.ts';
import { keepFirewallPolicies } from '../../controller/firewall-policies.ts';
import { createHeldSet } from '../../controller/held-set.ts';
import { startLoop } from '../../controller/loop.ts';
import { createQuarantine } from '../../controller/quarantine.ts';
import { reconcile, type Outcome, type ReconcileObserver } from '../../controller/reconcile.ts';
import { createVaultLookup } from '../../controller/vault-certificates.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Vault } from '../../emulator/arm/certificates/vault.ts';
import type { Emulation } from '../emulate/start.ts';
import { redirectedHosts } from '../../routing/redirected-hosts.ts';
import { CONVENTIONAL_CLASS } from '../preview.ts';
import { USER_AGENT } from '../version.ts';
import type { DevCluster } from './cluster.ts';
import type { DevEvent, ReadyEvent } from './events.ts';
import { keyVaultsOf } from './key-vaults.ts';
import { createReporter } from './reporter.ts';

export interface ControlOptions {
  readonly config: Config;
  readonly cluster: DevCluster;
  readonly emulation: Emulation;
  /** PEM files. */
  readonly ca: string | null;
  readonly armCa: string;
  /** What the gateway finds in Key Vaults, and the controller looks at. */
  readonly vault?: Vault;
  /** Plain requests of this host may be redirected by the default backend. */
  readonly allowRedirect: (host: string) => void;
  readonly observer?: ReconcileObserver;
  readonly onEvent?: (event: DevEvent) => void;
  readonly locate?: (diagnostics: readonly Diagnostic[]) => readonly Diagnostic[];
}

export interface Control {
  /** The first configuration is served. */
  readonly ready: Promise<ReadyEvent>;
  /** Rejects with the bug that ended the loop. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Ms; the emulated operation is over as soon as its latency is. */
const POLL = { firstMs: 20, maxMs: 250 };

export function startControl(options: ControlOptions): Control {
  const { config, cluster, emulation, ca, armCa, observer = {} } = options;
  const { onEvent = () => {}, locate = (found) => found } = options;
  const arm = {
    endpoint: emulation.arm,
    scope: CLOUDS.AzurePublicCloud.armScope,
    credential: staticToken('dev'),
    ca: emulation.armCa,
    clock: systemClock,
    userAgent: USER_AGENT,
  };
  const { gatewayId } = emulation;
  const gateway = createGatewayClient({ ...arm, resourceId: gatewayId, pollInterval: POLL });
  const firewalls = keepFirewallPolicies(
    createFirewallPolicies({ ...arm, gatewayId }),
    config.instance,
    systemClock,
  );
  const vaults = options.vault && createVaultLookup(keyVaultsOf(options.vault), systemClock);
  const reporter = createReporter({
    onEvent,
    locate,
    describe: () => ({
      listeners: emulation.listeners(),
      ca,
      arm: emulation.arm,
      armCa,
      gatewayId: emulation.gatewayId,
    }),
  });
  const watching: ReconcileObserver = {
    ...observer,
    onPlanned: (computation, live, diagnostics) => {
      for (const host of redirectedHosts(computation.routing)) options.allowRedirect(host);
      observer.onPlanned?.(computation, live, locate(diagnostics));
    },
    onPut: () => {
      reporter.countPut();
      observer.onPut?.();
    },
  };
  const settings = { config, conventionalClass: CONVENTIONAL_CLASS };
  const memory = { sent: null, quarantine: createQuarantine(settings, createHeldSet()) };

  async function run(signal: AbortSignal): Promise<Outcome> {
    const ports = {
      source: cluster,
      gateway,
      firewalls,
      ...(vaults && { vaults }),
      settings,
      memory,
      observer: watching,
    };
    const outcome = await reconcile(ports, signal);
    if (outcome.kind !== 'failed') await cluster.served();
    return outcome;
  }
  const loop = startLoop({ clock: systemClock, floor: 0, run, onOutcome: reporter.onOutcome });
  const unsubscribe = cluster.subscribe(loop.trigger);
  loop.trigger();
  return {
    ready: reporter.ready,
    ended: loop.ended,
    stop: () => {
      unsubscribe();
      return loop.stop();
    },
  };
}
