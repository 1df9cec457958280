/** An emulated ARM on a clock that stands still until a test moves it, and documents to send to it. */
import { setImmediate } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import type { Json, JsonObject, RawGateway } from '../../../../src/appgw/wire.ts';
import type { Clock } from '../../../../src/clock/clock.ts';
import { createArm } from '../../../../src/emulator/arm/arm.ts';
import type { Arm, ArmOptions } from '../../../../src/emulator/arm/arm.ts';
import { SILENT_EVENTS } from '../../../helpers/silent-events.ts';

export const GROUP = '/subscriptions/0000/resourceGroups/rg/providers/Microsoft.Network';
export const ID = `${GROUP}/applicationGateways/gw`;
export const LATENCY = 20_000;

export interface TestClock extends Clock {
  /** Moves the time; everything that wakes up by then has run when it resolves. */
  advance(ms: number): Promise<void>;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

export function createTestClock(): TestClock {
  let time = Date.parse('2026-11-21T00:00:00Z');
  const sleepers = new Set<Sleeper>();
  return {
    now: () => time,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper: Sleeper = { until: time + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
    async advance(ms) {
      const end = time + ms;
      for (await setImmediate(); ; await setImmediate()) {
        const next = [...sleepers].filter(({ until }) => until <= end).sort((a, b) => a.until - b.until)[0];
        if (!next) break;
        time = Math.max(time, next.until);
        sleepers.delete(next);
        next.wake();
      }
      time = end;
    },
  };
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: JsonObject;
}

export interface Harness {
  readonly arm: Arm;
  readonly clock: TestClock;
  /** What the data plane was given, oldest first. */
  readonly applied: RawGateway[];
  call(
    method: 'GET' | 'PUT' | 'PATCH' | 'DELETE' | 'POST',
    path: string,
    body?: Json,
    more?: Readonly<Record<string, string>>,
  ): Promise<Answered>;
  put(
    document: JsonObject | RawGateway,
    id?: string,
    more?: Readonly<Record<string, string>>,
  ): Promise<Answered>;
  get(id?: string): Promise<Answered>;
  /** Sends, and lets the operation come to its end. */
  settle(document: JsonObject | RawGateway): Promise<Answered>;
}

export function startArm(t: ExecutionContext, options: Partial<ArmOptions> = {}): Harness {
  const clock = createTestClock();
  const applied: RawGateway[] = [];
  const arm = createArm({
    clock,
    latencyMs: LATENCY,
    events: {
      ...SILENT_EVENTS,
      onApplied: async (document) => {
        applied.push(document);
      },
    },
    ...options,
  });
  t.teardown(() => arm.close());
  const call: Harness['call'] = async (method, path, body, more = {}) => {
    const url = path.includes('?') ? path : `${path}?api-version=2026-01-01`;
    const headers = { authorization: 'Bearer any', 'content-type': 'application/json', ...more };
    const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
    const answer = await arm.app.inject({ method, url, headers, ...payload });
    const parsed = answer.body === '' ? {} : (JSON.parse(answer.body) as JsonObject);
    return { status: answer.statusCode, headers: answer.headers, body: parsed };
  };
  const put: Harness['put'] = (document, id = ID, more = {}) =>
    call('PUT', id, document as unknown as Json, more);
  return {
    arm,
    clock,
    applied,
    call,
    put,
    get: (id = ID) => call('GET', id),
    async settle(document) {
      const answer = await put(document);
      await clock.advance(LATENCY);
      return answer;
    },
  };
}

export const child = (name: string, properties: JsonObject): JsonObject => ({ name, properties });
export const ref = (collection: string, name: string): JsonObject => ({ id: `${ID}/${collection}/${name}` });

/** The smallest document that is accepted: one basic listener on port 80. Every call makes a new one. */
export function smallest(changes: JsonObject = {}): RawGateway {
  return {
    location: 'westus',
    properties: {
      sku: { name: 'Standard_v2', tier: 'Standard_v2', capacity: 1 },
      gatewayIPConfigurations: [child('ip', { subnet: { id: `${GROUP}/virtualNetworks/v/subnets/s` } })],
      frontendIPConfigurations: [
        child('public', { publicIPAddress: { id: `${GROUP}/publicIPAddresses/pip` } }),
      ],
      frontendPorts: [child('p80', { port: 80 })],
      backendAddressPools: [child('pool', { backendAddresses: [{ ipAddress: '10.0.0.4' }] })],
      backendHttpSettingsCollection: [child('settings', { port: 8080, protocol: 'Http' })],
      httpListeners: [child('listener', listener())],
      requestRoutingRules: [child('rule', rule())],
      ...changes,
    },
  };
}

export const listener = (changes: JsonObject = {}): JsonObject => ({
  frontendIPConfiguration: ref('frontendIPConfigurations', 'public'),
  frontendPort: ref('frontendPorts', 'p80'),
  protocol: 'Http',
  ...changes,
});

export const target = {
  backendAddressPool: ref('backendAddressPools', 'pool'),
  backendHttpSettings: ref('backendHttpSettingsCollection', 'settings'),
};

export const rule = (changes: JsonObject = {}): JsonObject => ({
  ruleType: 'Basic',
  priority: 10,
  httpListener: ref('httpListeners', 'listener'),
  ...target,
  ...changes,
});

/** A rule by path on the listener, and its map with this rule's properties. */
export const withMap = (pathRule: JsonObject, defaults: JsonObject = defaultTarget): JsonObject => ({
  urlPathMaps: [child('map', { ...defaults, pathRules: [child('path', pathRule)] })],
  requestRoutingRules: [
    child('rule', {
      ruleType: 'PathBasedRouting',
      priority: 10,
      httpListener: ref('httpListeners', 'listener'),
      urlPathMap: ref('urlPathMaps', 'map'),
    }),
  ],
});

export const defaultTarget = {
  defaultBackendAddressPool: target.backendAddressPool,
  defaultBackendHttpSettings: target.backendHttpSettings,
};

/** One child of an answer. */
export const childOf = (document: RawGateway | JsonObject, collection: string, index = 0): JsonObject => {
  const properties = document['properties'] as JsonObject;
  return (properties[collection] as readonly JsonObject[])[index]!;
};
export const propertiesOf = (resource: JsonObject | RawGateway): JsonObject =>
  resource['properties'] as JsonObject;
