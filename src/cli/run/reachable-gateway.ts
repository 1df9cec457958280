/**
 * A gateway that is let into the network of the pods before it is first written: without that the first PUT would take
 * traffic to where it cannot go. Only the first attempt is waited for; one that failed is repeated in the background at
 * each look at the gateway, and never keeps a PUT from being sent: not all backends need be pods.
 */
import type { RawGateway } from '../../appgw/wire.ts';
import { readSubnet } from '../../azure/subnet.ts';
import type { Config } from '../../config/schema.ts';
import { ArmError } from '../../controller/arm-error.ts';
import type { GatewayClient } from '../../controller/ports.ts';
import type { KubeClient } from '../../kube/client.ts';
import { ensureReachable, type ReachabilityResult } from '../../kube/overlay.ts';
import { connectReader } from '../azure-connection.ts';
import { subnetIdOf } from '../doctor/surroundings.ts';
import type { Io } from '../io.ts';

export interface ReachableOptions {
  /** Rejects only when it is stopped. */
  readonly ensure: (gateway: RawGateway) => Promise<ReachabilityResult>;
  /** Each time that it was tried; must not throw. */
  readonly onResult: (result: ReachabilityResult) => void;
}

export function reachableGateway(
  gateway: GatewayClient,
  { ensure, onResult }: ReachableOptions,
): GatewayClient {
  let state: 'untried' | 'trying' | 'open' | 'shut' = 'untried';
  const attempt = async (live: RawGateway): Promise<void> => {
    state = 'trying';
    const result = await ensure(live);
    state = result.kind === 'unreachable' ? 'shut' : 'open';
    onResult(result);
  };
  return {
    ...gateway,
    get: async (signal) => {
      const live = await gateway.get(signal);
      if (state === 'shut') attempt(live).catch(() => (state = 'shut'));
      return live;
    },
    put: async (document, signal) => {
      if (state === 'untried') await attempt(document);
      return gateway.put(document, signal);
    },
  };
}

export interface Surroundings {
  readonly resourceId: string;
  readonly config: Config;
  readonly io: Io;
  readonly client: KubeClient;
  /** Aborts when the gateway is given up. */
  readonly signal: AbortSignal;
}

/** Lets the range of the gateway's subnet in; rejects with the reason of the signal. */
export const letIn = (
  gateway: RawGateway,
  { resourceId, config, io, client, signal }: Surroundings,
): Promise<ReachabilityResult> =>
  ensureReachable({
    client,
    clock: io.clock,
    namespace: config.leaseNamespace,
    signal,
    subnetPrefix: async () => {
      const subnetId = subnetIdOf(gateway);
      if (subnetId === null) throw noSubnet();
      const reader = await connectReader(resourceId, config, io);
      return readSubnet(await reader.read(subnetId)).prefixes[0];
    },
  });

const noSubnet = (): ArmError =>
  new ArmError({ code: 'NoSubnet', kind: 'invalid', message: 'the gateway names no subnet' });
