/**
 * One gateway in virtual time that several instances write, each with a cluster of its own in which the objects have
 * the same names. Each PUT is held against the document that it meets: it may change its own instance's part alone.
 */
import type { RawGateway } from '../../src/appgw/wire.ts';
import { staticToken } from '../../src/azure/credential.ts';
import { createGatewayClient } from '../../src/azure/gateway-client.ts';
import { createThrottle } from '../../src/azure/throttle.ts';
import type { ClusterObject } from '../../src/cluster/objects.ts';
import { createSnapshot } from '../../src/cluster/snapshot.ts';
import { CONFIG } from '../../src/config/schema.ts';
import { compute, type PipelineSettings } from '../../src/controller/compute.ts';
import { startGatewayRunner } from '../../src/controller/gateway-runner.ts';
import type { OperationRecord } from '../../src/controller/ports.ts';
import { createArm } from '../../src/emulator/arm/arm.ts';
import { inProcessHttpClient } from '../helpers/in-process-http-client.ts';
import { CLASS } from '../helpers/objects.ts';
import { SILENT_EVENTS } from '../helpers/silent-events.ts';
import { createVirtualClock, type VirtualClock } from '../helpers/virtual-clock.ts';
import type { Random } from '../chaos/random.ts';
import { partsOf } from './standing.ts';

export interface SharedGateway {
  readonly clock: VirtualClock;
  readonly document: () => RawGateway;
  /** Starts a controller that has this to do. */
  readonly join: (instance: string, objects: readonly ClusterObject[]) => Member;
  readonly puts: () => number;
  /** PUTs that undid what somebody else had written between the read and them. */
  readonly overwritten: readonly string[];
  readonly close: () => Promise<void>;
}

export interface Member {
  readonly instance: string;
  readonly change: (objects: readonly ClusterObject[]) => void;
  /** What it still has to do. */
  readonly left: () => readonly string[];
  readonly stop: () => Promise<void>;
}

const START = Date.UTC(2026, 10, 21);
/** Of a request to ARM. */
const ON_THE_WAY_MS = 400;
const ENDPOINT = 'https://management.azure.com';

/** `ifMatch`: sent and heeded. */
export async function shareGateway(
  before: RawGateway,
  random: Random,
  ifMatch: boolean,
): Promise<SharedGateway> {
  const id = before.id!;
  const overwritten: string[] = [];
  let inFlight = 0;
  let puts = 0;
  const clock = createVirtualClock(START, () => inFlight > 0);
  const arm = createArm({
    clock,
    events: SILENT_EVENTS,
    gateways: { [id]: before },
    latencyMs: 16_000,
    ifMatch: ifMatch ? 'enforced' : 'ignored',
  });
  await arm.app.ready();
  const document = (): RawGateway => arm.document(id)!;
  const clientOf = (instance: string) =>
    inProcessHttpClient(async ({ method, url, headers, body }) => {
      // Two that begin at the same moment meet between the reads and the PUTs.
      await clock.sleep(random.below(ON_THE_WAY_MS));
      inFlight += 1;
      const others = partsOf(document(), isOf(instance));
      try {
        const { pathname, search, host } = new URL(url);
        const answer = await arm.app.inject({
          method: method as 'GET' | 'PUT',
          url: pathname + search,
          headers: { ...headers, host },
          payload: body,
        });
        const pairs = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
        return {
          status: answer.statusCode,
          headers: Object.fromEntries(pairs) as { [name: string]: string },
          body: answer.body,
        };
      } finally {
        inFlight -= 1;
        if (method === 'PUT') {
          puts += 1;
          const left = partsOf(document(), isOf(instance));
          overwritten.push(
            ...others.filter((text) => !left.includes(text)).map((text) => `${instance}: ${text}`),
          );
        }
      }
    });

  function join(instance: string, first: readonly ClusterObject[]): Member {
    const settings: PipelineSettings = { config: CONFIG.parse({ instance }), conventionalClass: CLASS };
    const records = new Map<string, OperationRecord>();
    const listeners = new Set<() => void>();
    let objects = first;
    const snapshot = () => createSnapshot(objects, clock.now());
    const runner = startGatewayRunner({
      source: {
        snapshot: () => ({ snapshot: snapshot(), diagnostics: [] }),
        subscribe: (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      gateway: createGatewayClient({
        resourceId: id,
        credential: staticToken(instance),
        endpoint: ENDPOINT,
        scope: `${ENDPOINT}/.default`,
        clock,
        ifMatch,
        userAgent: `appgw-ingress/${instance}`,
        httpClient: clientOf(instance),
        throttle: createThrottle(clock),
      }),
      lease: {
        isFresh: () => true,
        operation: (gateway) => records.get(gateway) ?? null,
        recordOperation: async (gateway, record) =>
          void (record ? records.set(gateway, record) : records.delete(gateway)),
      },
      clock,
      settings,
      mode: 'apply',
      publish: async () => undefined,
      random: random.next,
    });
    return {
      instance,
      change: (next) => {
        objects = next;
        for (const listener of listeners) listener();
      },
      left: () =>
        compute(snapshot(), document(), settings).plan.changes.map(
          ({ action, name }) => `${instance}: ${action} ${name}`,
        ),
      stop: () => runner.stop(),
    };
  }

  return { clock, document, join, puts: () => puts, overwritten, close: () => arm.close() };
}

export const isOf =
  (instance: string) =>
  (key: string): boolean =>
    key.split('/')[1]!.startsWith(`${instance}.`);
