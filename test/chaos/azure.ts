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
import { isForHead } from '../../src/emulator/arm/faults/scripted.ts';
import { inProcessHttpClient } from '../helpers/in-process-http-client.ts';
import { SILENT_EVENTS } from '../helpers/silent-events.ts';
import { createVirtualClock, type VirtualClock } from '../helpers/virtual-clock.ts';
import { THEIRS } from '../helpers/world.ts';
import { HANG_MS, misbehaviourOf, type Misbehaviour } from './faults.ts';
import { foreignChanges, foreignOf } from './foreign.ts';
import { edited } from './other-writer.ts';
import { OVERTAKEN, type FaultKind, type WriteKind } from './steps.ts';

export interface ChaosAzure {
  readonly clock: VirtualClock;
  /** As a replica has it that starts now. */
  readonly connect: () => GatewayClient;
  readonly document: () => RawGateway;
  readonly isUpdating: () => boolean;
  readonly inject: (kind: FaultKind, times: number) => void;
  readonly stopFaults: () => void;
  /** Resolves with the status of the answer. */
  readonly write: (kind: WriteKind, value: number) => Promise<number>;
  /** What an operator does to the gateway. */
  readonly turn: (into: 'stop' | 'start') => Promise<void>;
  readonly counts: () => Counts;
  /** When each PUT of ours arrived, ms since the epoch. */
  readonly putTimes: readonly number[];
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
const IDENTITY =
  '/subscriptions/0000/resourceGroups/theirs/providers/Microsoft.ManagedIdentity/userAssignedIdentities/gateway';
/** One of their certificates is in a Key Vault. */
const BEFORE: RawGateway = {
  ...THEIRS,
  tags: { team: 'theirs' },
  identity: { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } },
  properties: {
    ...properties,
    sslCertificates: [
      {
        name: 'theirs',
        id: `${THEIRS.id}/sslCertificates/theirs`,
        properties: { keyVaultSecretId: 'https://theirs.vault.azure.net/secrets/tls' },
      },
    ],
  },
};
const FAILURE: FaultAction = {
  kind: 'operation',
  failure: { code: 'InternalServerError', message: 'An error occurred.', details: [] },
};

/** `heedsIfMatch`: ARM refuses an If-Match of the past, and we send one. */
export async function startChaosAzure(heedsIfMatch = false): Promise<ChaosAzure> {
  const id = BEFORE.id!;
  const counts = { puts: 0, putFaults: 0, refusals: 0, faults: 0, otherWrites: 0 };
  const breaches: string[] = [];
  const putTimes: number[] = [];
  let inFlight = 0;
  const clock = createVirtualClock(START, () => inFlight > 0);
  let scripted: { readonly on: Misbehaviour; readonly kind: FaultKind; left: number }[] = [];
  /** Of the PUT of somebody else that is being sent. */
  let theirFault: { readonly action: FaultAction | null } | null = null;

  const take = ({ kind }: Omit<FaultCall, 'body'>, ofHead: boolean): FaultAction | null => {
    const next = scripted.find(
      ({ on, left }) => on.on === kind && left > 0 && isForHead(on.action) === ofHead,
    );
    if (!next) return null;
    next.left -= 1;
    counts.faults += 1;
    // A gateway that comes to be Failed by itself is repaired by a PUT.
    if (kind === 'put' || next.kind === 'failed') counts.putFaults += 1;
    if (next.kind === 'operationRefused') counts.refusals += 1;
    return next.kind === OVERTAKEN ? { kind: 'otherWriter', edit: overtake } : next.on.action;
  };
  /** Between our read and our PUT. */
  const overtake = (live: RawGateway): RawGateway => {
    counts.otherWrites += 1;
    const wanted = edited(live, 'setTags', counts.otherWrites);
    expected = foreignOf(wanted);
    return wanted;
  };
  const fault = Object.assign(
    (call: FaultCall): FaultAction | null => (theirFault ? theirFault.action : take(call, false)),
    { cutsOff: (call: Omit<FaultCall, 'body'>) => theirFault === null && take(call, true) !== null },
  );
  const arm = createArm({
    clock,
    events: SILENT_EVENTS,
    gateways: { [id]: BEFORE },
    latencyMs: OPERATION_MS,
    faults: [fault],
    ifMatch: heedsIfMatch ? 'enforced' : 'ignored',
  });
  await arm.app.ready();
  const document = (): RawGateway => arm.document(id)!;
  const isUpdating = (): boolean => document().properties['provisioningState'] === 'Updating';
  let expected = foreignOf(document());

  const send = async (method: 'GET' | 'PUT' | 'POST', url: string, headers: object, body: string) => {
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
    if (method === 'GET') return send(method, url, headers, body);
    counts.puts += 1;
    putTimes.push(clock.now());
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

  async function turn(into: 'stop' | 'start'): Promise<void> {
    const url = `${ENDPOINT}${id}/${into}?api-version=${API_VERSION}`;
    theirFault = { action: null };
    await send('POST', url, { authorization: 'Bearer theirs' }, '');
    theirFault = null;
    // It cuts off what runs, as a write does.
    counts.otherWrites += 1;
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
        ifMatch: heedsIfMatch,
        userAgent: 'appgw-ingress/chaos',
        httpClient: ours,
        throttle: createThrottle(clock),
      }),
    document,
    isUpdating,
    inject: (kind, times) => void scripted.push({ on: misbehaviourOf(kind), kind, left: times }),
    stopFaults: () => {
      scripted = [];
    },
    write,
    turn,
    counts: () => ({ ...counts }),
    breaches,
    putTimes,
    close: () => arm.close(),
  };
}
