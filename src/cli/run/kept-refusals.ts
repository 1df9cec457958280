/** What a gateway without an ApplicationGateway object was refused, kept for the next leader while its member runs. */
import { createHeldSet } from '../../controller/held-set.ts';
import type { GatewayClient } from '../../controller/ports.ts';
import type { HeldConfigMap } from '../../kube/held-config-map.ts';
import { KubeError } from '../../kube/kube-error.ts';
import type { ObjectStatus } from './object-status.ts';

export interface KeptRefusalsOptions {
  readonly gateway: GatewayClient;
  readonly configMap: HeldConfigMap;
  readonly onError: (error: Error) => void;
}

/** Rejects with a `KubeError` where what is kept cannot be read; may it not be, the gateway is served without it. */
export async function keepRefusals(options: KeptRefusalsOptions): Promise<ObjectStatus> {
  const { gateway, configMap, onError } = options;
  const before = await configMap.read().catch((error: unknown) => {
    if (!(error instanceof KubeError) || error.status !== 403) throw error;
    onError(error);
    return [];
  });
  const held = createHeldSet(before);
  let last: Promise<void> = Promise.resolve();
  return {
    gateway,
    held,
    write: () =>
      (last = last
        .then(() => configMap.write(held.entries()))
        .then(() => undefined)
        .catch(onError)),
    settled: () => last,
  };
}
