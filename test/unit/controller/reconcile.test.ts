import test from 'ava';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import type { ClusterObject } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { ArmError, type ArmErrorKind } from '../../../src/controller/arm-error.ts';
import { createHeldSet, type HeldSet } from '../../../src/controller/held-set.ts';
import type { GatewayClient, SourceState } from '../../../src/controller/ports.ts';
import { createQuarantine } from '../../../src/controller/quarantine.ts';
import { reconcile, type Memory, type Outcome } from '../../../src/controller/reconcile.ts';
import { diagnose, type Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { gatewayDocument } from '../../helpers/gateway-document.ts';
import { CLASS, ingress, service, slice } from '../../helpers/objects.ts';

type Step = 'get' | 'put' | 'wait';

interface World {
  readonly live?: RawGateway;
  readonly objects?: readonly ClusterObject[];
  readonly found?: readonly Diagnostic[];
  /** What goes wrong, and where. */
  readonly fault?: { readonly at: Step; readonly error: Error };
  readonly memory?: Memory;
  /** Ms since the epoch. */
  readonly now?: number;
}

interface Run {
  readonly outcome: Outcome;
  readonly steps: readonly string[];
  readonly sent: readonly RawGateway[];
}

const WEB = [ingress({ age: 1, rules: { 'a.com': ['/', '/x nope'] } }), service(), slice(['10.0.0.1'])];
const SETTINGS = { config: loadConfig({ flags: {}, environment: {} }), conventionalClass: CLASS };

async function run(world: World): Promise<Run> {
  const { live = BLANK_GATEWAY, objects = WEB, found = [], fault, memory, now = 0 } = world;
  const steps: string[] = [];
  const sent: RawGateway[] = [];
  const step = (name: Step): void => {
    steps.push(name);
    if (fault?.at === name) throw fault.error;
  };
  const gateway: GatewayClient = {
    resourceId: '/gateways/dev',
    get: async () => {
      step('get');
      return live;
    },
    put: async (document) => {
      sent.push(document);
      step('put');
      return {
        url: '/operation',
        wait: async (options) => {
          options?.onPoll?.('InProgress');
          step('wait');
        },
      };
    },
    publicAddress: async () => ({ ip: null, hostname: null }),
    resumeOperation: () => {
      throw new Error('not asked for');
    },
  };
  const state: SourceState = { snapshot: createSnapshot(objects, now), diagnostics: found };
  const outcome = await reconcile({
    source: { snapshot: () => state, subscribe: () => () => {} },
    gateway,
    settings: SETTINGS,
    ...(memory && { memory }),
    observer: {
      onPlanned: ({ plan }) => steps.push(`planned ${plan.changes.length > 0}`),
      onPut: () => steps.push('sending'),
      onPoll: (status) => steps.push(status),
    },
  });
  return { outcome, steps, sent };
}

const codes = ({ outcome }: Run): readonly string[] => outcome.diagnostics.map(({ code }) => code);
const armError = (kind: ArmErrorKind): ArmError => new ArmError({ kind, code: 'C', message: 'm' });
const failedGateway = (gateway: RawGateway): RawGateway => ({
  ...gateway,
  properties: { ...gateway.properties, provisioningState: 'Failed' },
});

test('what differs is sent once and followed to its end', async (t) => {
  const ran = await run({});
  t.is(ran.outcome.kind, 'applied');
  t.deepEqual(ran.steps, ['get', 'planned true', 'sending', 'put', 'InProgress', 'wait']);
  t.is(ran.sent.length, 1);
});

test('what does not differ is not sent', async (t) => {
  const { sent } = await run({});
  const again = await run({ live: sent[0]! });
  t.is(again.outcome.kind, 'unchanged');
  t.deepEqual(again.steps, ['get', 'planned false']);
});

test('what was found in reading the objects comes before what the core says', async (t) => {
  const found = [diagnose('KINDS_IGNORED', null, { kinds: { Pod: 1 } })];
  t.deepEqual(codes(await run({ found })), ['KINDS_IGNORED', 'BACKEND_SERVICE_MISSING']);
});

for (const [at, steps, diagnostics] of [
  ['get', ['get'], ['ARM_UNAVAILABLE']],
  ['put', ['get', 'planned true', 'sending', 'put'], ['BACKEND_SERVICE_MISSING', 'ARM_UNAVAILABLE']],
  [
    'wait',
    ['get', 'planned true', 'sending', 'put', 'InProgress', 'wait'],
    ['BACKEND_SERVICE_MISSING', 'ARM_UNAVAILABLE'],
  ],
] as const) {
  test(`a failure at ${at} is an outcome with its reason`, async (t) => {
    const error = armError('transient');
    const ran = await run({ fault: { at, error } });
    t.like(ran.outcome, { kind: 'failed', error });
    t.deepEqual(ran.steps, steps);
    t.deepEqual(codes(ran), diagnostics);
  });
}

for (const at of ['get', 'put', 'wait'] as const) {
  test(`a bug at ${at} is thrown on`, async (t) => {
    await t.throwsAsync(run({ fault: { at, error: new TypeError('a bug') } }), { message: 'a bug' });
  });
}

test('a failed gateway that shows what is wanted does not serve it: it is sent again', async (t) => {
  const { sent } = await run({});
  const ran = await run({ live: failedGateway(sent[0]!) });
  t.is(ran.outcome.kind, 'applied');
  t.deepEqual(ran.sent[0]!.properties['httpListeners'], sent[0]!.properties['httpListeners']);
});

test('a failed gateway without anything of ours is left alone', async (t) => {
  const theirs = gatewayDocument({
    pools: { theirs: ['10.0.0.1'] },
    settings: { theirs: {} },
    listeners: { theirs: {} },
    rules: { theirs: { listener: 'theirs', action: 'theirs theirs' } },
  });
  const { outcome, sent } = await run({ live: failedGateway(theirs), objects: [] });
  t.is(outcome.kind, 'unchanged');
  t.deepEqual(sent, []);
});

test('a failed gateway that is not ours to write is left alone', async (t) => {
  const live = failedGateway({ ...BLANK_GATEWAY, tags: { 'managed-by-k8s-ingress': 'x' } });
  const ran = await run({ live });
  t.is(ran.outcome.kind, 'unchanged');
  t.deepEqual(ran.sent, []);
  t.true(codes(ran).includes('AGIC_PRESENT'));
});

for (const state of ['Stopped', 'Stopping', 'stopped']) {
  test(`a gateway in the state ${state} is left alone, since a PUT would start it`, async (t) => {
    const { properties } = BLANK_GATEWAY;
    const ran = await run({
      live: { ...BLANK_GATEWAY, properties: { ...properties, operationalState: state } },
    });
    t.is(ran.outcome.kind, 'stopped');
    t.deepEqual(ran.sent, []);
    t.deepEqual(codes(ran), ['GATEWAY_STOPPED']);
  });
}

const quarantined = (held: HeldSet): Memory => ({
  sent: null,
  quarantine: createQuarantine(SETTINGS, held),
});

for (const kind of ['transient', 'throttled', 'conflict', 'forbidden', 'bug'] as const) {
  test(`${kind} is nobody's fault`, async (t) => {
    const held = createHeldSet();
    await run({ fault: { at: 'put', error: armError(kind) }, memory: quarantined(held) });
    t.deepEqual(held.entries(), []);
  });
}
