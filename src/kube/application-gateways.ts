/**
 * The ApplicationGateway objects, reflected. In: the collection of a cluster-scoped kind that need not be installed:
 * without it there are no gateways, and the reflector looks again with its own backoff. Out: each object with the newest
 * spec that could be used; a spec that cannot be used replaces none.
 */
import type { z } from 'zod';
import {
  API_GROUP,
  API_VERSION,
  APPLICATION_GATEWAY_KIND,
  APPLICATION_GATEWAYS,
} from '../api/application-gateway.ts';
import { GATEWAY_SPEC } from '../api/gateway-spec.ts';
import type { Clock } from '../clock/clock.ts';
import type { GatewayObject, GatewayObjects } from '../controller/ports.ts';
import type { ObjectRef } from '../diagnostics/diagnostic.ts';
import type { Random } from './backoff.ts';
import type { KubeClient } from './client.ts';
import type { ObjectIdentity } from './cluster-source.ts';
import { isNotFound, KubeError } from './kube-error.ts';
import { projectMetadata } from './projections/metadata.ts';
import type { ReflectorStats } from './reflector-stats.ts';
import { createReflector } from './reflector.ts';
import { pathOf, type RawObject, type Resource } from './resources.ts';
import { createStore } from './store.ts';

export interface ApplicationGatewaysOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  /** What went wrong; reflecting goes on. That the kind is not installed is said once. */
  readonly onError?: (error: Error) => void;
  readonly random?: Random;
}

export interface ApplicationGateways extends GatewayObjects {
  start(): void;
  /** Resolves when they were listed, or cannot be: the kind is not installed, or we may not read it. */
  readonly synced: Promise<void>;
  stop(): Promise<void>;
  stats(): ReflectorStats;
  /** What an Event about one of them must say of it. */
  identify(ref: ObjectRef): ObjectIdentity | null;
}

export const APPLICATION_GATEWAY_RESOURCE: Resource = {
  apiVersion: `${API_GROUP}/${API_VERSION}`,
  plural: APPLICATION_GATEWAYS,
  scope: 'cluster',
};

export function createApplicationGateways(options: ApplicationGatewaysOptions): ApplicationGateways {
  const { client, clock, onError, random = Math.random } = options;
  const listeners = new Set<() => void>();
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => undefined);
  const lastGood = new Map<string, GatewayObject['good']>();
  let isMissing = false;

  const store = createStore<GatewayObject>(() => {
    const uids = new Set(store.objects().map(({ uid }) => uid));
    for (const uid of lastGood.keys()) if (!uids.has(uid)) lastGood.delete(uid);
    for (const listener of listeners) listener();
  });
  const reflector = createReflector<GatewayObject>({
    client,
    clock,
    random,
    path: pathOf(APPLICATION_GATEWAY_RESOURCE, null),
    project(raw) {
      const object = project(raw, lastGood.get(raw.metadata?.uid ?? '') ?? null);
      lastGood.set(object.uid, object.good);
      return object;
    },
    sink: store,
    onError: failed,
  });
  reflector.synced.then(ready.resolve, ready.reject);

  function failed(error: Error): void {
    const isUnknown = isNotFound(error);
    if (!(isUnknown && isMissing)) onError?.(error);
    isMissing = isUnknown;
    if (isUnknown) store.replace([]);
    if (isUnknown || (error instanceof KubeError && error.status === 403)) ready.resolve();
  }

  return {
    start: () => reflector.start(),
    synced: ready.promise,
    stop: () => reflector.stop(),
    stats: () => reflector.stats(),
    current: () => store.objects(),
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    identify({ kind, name }) {
      const observed = kind === APPLICATION_GATEWAY_KIND ? store.get(name) : undefined;
      if (!observed) return null;
      const { apiVersion } = APPLICATION_GATEWAY_RESOURCE;
      return { apiVersion, uid: observed.object.uid, resourceVersion: observed.resourceVersion };
    },
  };
}

/** The status is left out: our own writes are no change. */
function project(raw: RawObject & { readonly spec?: unknown }, before: GatewayObject['good']): GatewayObject {
  const { name, uid = '', creationTimestamp } = projectMetadata(raw.metadata);
  const generation = raw.metadata?.generation ?? 0;
  const parsed = GATEWAY_SPEC.safeParse(raw.spec ?? {});
  return {
    name,
    uid,
    generation,
    ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    good: parsed.success ? { generation, spec: parsed.data } : before,
    problem: parsed.success ? null : problemOf(parsed.error),
  };
}

function problemOf({ issues }: z.ZodError): GatewayObject['problem'] {
  const { path = [], message = '' } = issues[0] ?? {};
  return { field: ['spec', ...path].map(String).join('.'), reason: message };
}
