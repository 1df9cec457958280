/**
 * Writes the status of ApplicationGateway objects: get, compare, patch. In: an object and a function from its status as
 * it is to what it should be. Out: what became of it. A conflict reads and asks the function again.
 */
import type { GatewayStatus } from '../api/application-gateway.ts';
import { GATEWAY_STATUS } from '../api/gateway-status.ts';
import { APPLICATION_GATEWAY_RESOURCE } from './application-gateways.ts';
import type { KubeClient } from './client.ts';
import { isConflict, isNotFound, KubeError } from './kube-error.ts';
import { mergePatch } from './merge-patch.ts';
import { pathOf, type RawObject } from './resources.ts';

export interface GatewayStatusTarget {
  readonly name: string;
  /** An object that was deleted and created anew is another one. */
  readonly uid: string;
}

export type GatewayStatusOutcome =
  | { readonly kind: 'unchanged' | 'written' | 'gone' }
  | { readonly kind: 'failed'; readonly error: KubeError };

export interface GatewayStatusWriter {
  /** Null: the object is gone. Rejects with a `KubeError`. */
  read(target: GatewayStatusTarget, signal?: AbortSignal): Promise<GatewayStatus | null>;
  update(
    target: GatewayStatusTarget,
    edit: (before: GatewayStatus) => GatewayStatus,
    signal?: AbortSignal,
  ): Promise<GatewayStatusOutcome>;
}

interface Live extends RawObject {
  readonly status?: unknown;
}

const MOST_CONFLICTS = 3;

export function createGatewayStatusWriter(client: KubeClient, fieldManager: string): GatewayStatusWriter {
  const pathFor = ({ name }: GatewayStatusTarget): string => pathOf(APPLICATION_GATEWAY_RESOURCE, null, name);

  async function read(target: GatewayStatusTarget, signal: AbortSignal | undefined): Promise<Live | null> {
    try {
      const live = await client.request<Live>({ path: pathFor(target), signal });
      return live.metadata?.uid === target.uid ? live : null;
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  }

  async function updateOnce(
    target: GatewayStatusTarget,
    edit: (before: GatewayStatus) => GatewayStatus,
    signal: AbortSignal | undefined,
  ): Promise<GatewayStatusOutcome> {
    const live = await read(target, signal);
    if (live === null) return { kind: 'gone' };
    const before = statusOf(live);
    const status = mergePatch(before, edit(before));
    if (status === null) return { kind: 'unchanged' };
    await client.request({
      method: 'PATCH',
      path: `${pathFor(target)}/status`,
      query: { fieldManager },
      contentType: 'application/merge-patch+json',
      body: { metadata: { resourceVersion: live.metadata?.resourceVersion }, status },
      signal,
    });
    return { kind: 'written' };
  }

  return {
    async read(target, signal) {
      const live = await read(target, signal);
      return live && statusOf(live);
    },
    async update(target, edit, signal) {
      for (let conflicts = 0; ; conflicts += 1) {
        try {
          return await updateOnce(target, edit, signal);
        } catch (error) {
          if (!(error instanceof KubeError)) throw error;
          if (isNotFound(error)) return { kind: 'gone' };
          if (!isConflict(error) || conflicts === MOST_CONFLICTS) return { kind: 'failed', error };
        }
      }
    },
  };
}

/** What somebody else wrote there and we cannot read counts as nothing. */
function statusOf({ status }: Live): GatewayStatus {
  const parsed = GATEWAY_STATUS.safeParse(status ?? {});
  return parsed.success ? parsed.data : {};
}
