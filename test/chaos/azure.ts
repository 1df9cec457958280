/**
 * Azure of a history: the emulated ARM without sockets in virtual time, what misbehaves of it, and who wrote what. Each
 * PUT of ours is held against what somebody else wrote at the moment when it arrives, so a breach is told where it is.
 */
import type { RawGateway } from '../../src/appgw/wire.ts';
import { API_VERSION } from '../../src/appgw/wire.ts';
import { staticToken } from '../../src/azure/credential.ts';
import { createGatewayClient } from '../../src/azure/gateway-client.ts';
import { createThrottle } from '../../src/azure/throttle.ts';
import type { GatewayClient } from '../../src/controller/ports.ts';
import { createArm } from '../../src/emulator/arm/arm.ts';
import type { FaultAction, FaultCall } from '../../src/emulator/arm/faults/fault.ts';
import { inProcessHttpClient } from '../helpers/in-process-http-client.ts';
import { SILENT_EVENTS } from '../helpers/silent-events.ts';
import { createVirtualClock, type VirtualClock } from '../helpers/virtual-clock.ts';
import { THEIRS } from '../helpers/world.ts';
import { HANG_MS, MISBEHAVIOURS, type Misbehaviour } from './faults.ts';
import { foreignChanges, foreignOf } from './foreign.ts';
import { edited } from './other-writer.ts';
import type { FaultKind, WriteKind } from './steps.ts';

export interface ChaosAzure {
  readonly clock: VirtualClock;
  /** As a replica has it that starts now. */
  readonly connect: () => GatewayClient;
  readonly document: () => RawGateway;
  readonly isUpdating: () => boolean;
  readonly inject: (kind: FaultKind, times: number) => void;
  readonly stopFaults: () => void;
  /** When we last read the gateway. */
  readonly lastRead: () => number;
  /** Resolves with the status of the answer. */
  readonly write: (kind: WriteKind, value: number) => Promise<number>;
  readonly counts: () => Counts;
  readonly breaches: readonly string[];
  readonly close: () => Promise<void>;
}

export interface Counts {
  readonly puts: number;
  /** Faults that a PUT has met. */
  readonly putFaults: number;
  readonly refusals: number;
  readonly faults: number;
  readonly otherWrites: number;
}

const START = Date.UTC(2026, 10, 21);
export const OPERATION_MS = 16_000;
const ENDPOINT = 'https://management.azure.com';
const { somethingNew: _unknownToArm, ...properties } = THEIRS.properties;
const BEFORE: RawGateway = { ...THEIRS, tags: { team: 'theirs' }, properties };
const FAILURE: FaultAction = {
  kind: 'operation',
  failure: { code: 'InternalServerError', message: 'An error occurred.', details: [] },
};

export async function startChaosAzure(): Promise<ChaosAzure> {
  const id = BEFORE.id!;
  const counts = { puts: 0, putFaults: 0, refusals: 0, faults: 0, otherWrites: 0 };
  const breaches: string[] = [];
  let lastRead = -Infinity;
  let inFlight = 0;
  const clock = createVirtualClock(START, () => inFlight > 0);
  let scripted: { readonly on: Misbehaviour; readonly kind: FaultKind; left: number }[] = [];
  /** Of the PUT of somebody else that is being sent. */
  let theirFault: { readonly action: FaultAction | null } | null = null;

  const fault = (call: FaultCall): FaultAction | null => {
    if (theirFault) return theirFault.action;
    const next = scripted.find(({ on, left }) => on.on === call.kind && left > 0);
    if (!next) return null;
    next.left -= 1;
    counts.faults += 1;
    if (call.kind === 'put') counts.putFaults += 1;
    if (next.kind === 'operationRefused') counts.refusals += 1;
    return next.on.action;
  };
  const arm = createArm({
    clock,
    events: SILENT_EVENTS,
    gateways: { [id]: BEFORE },
    latencyMs: OPERATION_MS,
    faults: [fault],
  });
  await arm.app.ready();
  const document = (): RawGateway => arm.document(id)!;
  const isUpdating = (): boolean => document().properties['provisioningState'] === 'Updating';
  let expected = foreignOf(document());

  const send = async (method: 'GET' | 'PUT', url: string, headers: object, body: string) => {
    inFlight += 1;
    try {
      const { pathname, search, host } = new URL(url);
      const answer = await arm.app.inject({
        method,
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
    } catch {
      throw Object.assign(new Error('socket hang up'), { name: 'RestError', code: 'ECONNRESET' });
    } finally {
      inFlight -= 1;
    }
  };

  const breach = (text: string): void => void breaches.push(`at ${(clock.now() - START) / 1000} s: ${text}`);

  const ours = inProcessHttpClient(async ({ method, url, headers, body }) => {
    if (method !== 'GET' && method !== 'PUT') throw new TypeError(`no ${method} is expected`);
    if (new URL(url).pathname === id) lastRead = clock.now();
    if (method === 'GET') return send(method, url, headers, body);
    counts.puts += 1;
    if (isUpdating()) breach('a PUT during a running operation');
    try {
      return await send(method, url, headers, body);
    } finally {
      const changed = foreignChanges(expected, foreignOf(document()));
      if (changed.length > 0) breach(`a PUT changed what is not ours: ${changed.join(', ')}`);
    }
  });

  async function write(kind: WriteKind, value: number): Promise<number> {
    const url = `${ENDPOINT}${id}?api-version=${API_VERSION}`;
    const headers = { authorization: 'Bearer theirs', 'content-type': 'application/json' };
    theirFault = { action: null };
    const live = await send('GET', url, headers, '');
    if (kind === 'fail') theirFault = { action: FAILURE };
    if (kind === 'hang') theirFault = { action: { kind: 'operation', latencyMs: HANG_MS } };
    const wanted = edited(JSON.parse(live.body) as RawGateway, kind, value);
    const { status } = await send('PUT', url, headers, JSON.stringify(wanted));
    theirFault = null;
    if (status < 300) counts.otherWrites += 1;
    expected = foreignOf(document());
    return status;
  }

  return {
    clock,
    connect: () =>
      createGatewayClient({
        resourceId: id,
        credential: staticToken('ours'),
        endpoint: ENDPOINT,
        scope: `${ENDPOINT}/.default`,
        clock,
        userAgent: 'appgw-ingress/chaos',
        httpClient: ours,
        throttle: createThrottle(clock),
      }),
    document,
    isUpdating,
    inject: (kind, times) => void scripted.push({ on: MISBEHAVIOURS[kind], kind, left: times }),
    lastRead: () => lastRead,
    stopFaults: () => {
      scripted = [];
    },
    write,
    counts: () => ({ ...counts }),
    breaches,
    close: () => arm.close(),
  };
}
