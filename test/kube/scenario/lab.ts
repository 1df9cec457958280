/** A cluster, an Azure and controllers between them, with what scenarios ask about all three. */
import type { ExecutionContext } from 'ava';
import type { Child, HttpListenerProperties } from '../../../src/appgw/wire.ts';
import type { ClusterObject } from '../../../src/cluster/objects.ts';
import { who } from '../../helpers/data-plane.ts';
import { temporaryFolder } from '../../unit/manifests/temporary-folder.ts';
import type { ApiServer } from '../api-server/contracts.ts';
import { listAt, mapAt } from '../api-server/objects.ts';
import { startAzure, type TestAzure } from './azure.ts';
import { INSTANCE, startController, type Controller, type ControllerOptions } from './controller.ts';
import { fastClock } from './fast-clock.ts';
import { CHART, SURROUNDINGS, toKube } from './objects.ts';

export interface Lab {
  readonly api: ApiServer;
  readonly azure: TestAzure;
  /** What `run` needs to be started on this lab. */
  readonly optionsOf: (name: string, flags?: readonly string[]) => Promise<ControllerOptions>;
  readonly start: (name?: string, flags?: readonly string[]) => Promise<Controller>;
  readonly create: (...objects: readonly ClusterObject[]) => Promise<void>;
  /** A merge patch. */
  readonly patch: (object: ClusterObject, patch: object) => Promise<void>;
  readonly remove: (object: ClusterObject) => Promise<void>;
  /** The addresses in the status of an Ingress. */
  readonly addresses: (name: string) => Promise<readonly unknown[]>;
  /** `reason` of the Events on an object of the namespace `shop`. */
  readonly events: (name: string) => Promise<readonly string[]>;
  /** Hosts that we have listeners for. */
  readonly hosts: () => readonly string[];
  /** The Pod that answers on port 80, or the status. */
  readonly ask: (host: string, path?: string) => Promise<string | number>;
}

const OURS = `${INSTANCE}.`;

export async function startLab(t: ExecutionContext, api: ApiServer): Promise<Lab> {
  const azure = await startAzure();
  t.teardown(() => azure.close());
  const { path: folder } = await temporaryFolder(t);
  await api.load(SURROUNDINGS);
  const { admin } = api;

  const optionsOf = async (name: string, flags: readonly string[] = []): Promise<ControllerOptions> => {
    const token = await api.serviceAccountToken(CHART.namespace, CHART.account);
    return { api, azure, token, folder, name, flags };
  };
  return {
    api,
    azure,
    optionsOf,
    start: async (name = 'one', flags = []) => {
      const controller = await startController(await optionsOf(name, flags));
      t.teardown(() => controller.stop());
      return controller;
    },
    create: async (...objects) => {
      for (const object of objects) await admin.create(toKube(object));
    },
    patch: async (object, patch) => void (await admin.patch(toKube(object), patch)),
    remove: (object) => admin.delete(toKube(object)),
    addresses: async (name) => {
      const { status } = await admin.get({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { namespace: 'shop', name },
      });
      return listAt(mapAt(status, 'loadBalancer'), 'ingress');
    },
    events: async (name) => {
      const list = await admin.list({ apiVersion: 'events.k8s.io/v1', kind: 'Event', namespace: 'shop' });
      return list
        .filter((event) => mapAt(event, 'regarding')['name'] === name)
        .map((event) => String(event['reason']))
        .toSorted();
    },
    hosts: () =>
      (azure.document().properties['httpListeners'] as unknown as readonly Child<HttpListenerProperties>[])
        .filter(({ name }) => name.startsWith(OURS))
        .flatMap(({ properties }) => [...(properties.hostNames ?? []), properties.hostName ?? ''])
        .filter((host) => host !== '' && !host.endsWith('.invalid'))
        .toSorted(),
    ask: async (host, path) => {
      const to = azure.address(80);
      return to === null ? 0 : who(to, host, path);
    },
  };
}

/** Real time; what a scenario waits for comes in a fraction of it. */
const PATIENCE_MS = 15_000;

/** Waits until it holds; where it never does the last answer is in the error. */
export async function eventually<T>(
  what: string,
  look: () => T | Promise<T>,
  holds: (seen: T) => boolean = Boolean,
): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`${what} did not come: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Lets time pass in which nothing should happen; seconds of the fast clock. */
export const idle = (seconds: number): Promise<void> => fastClock.sleep(1000 * seconds);
