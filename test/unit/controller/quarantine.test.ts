/** The whole reconciliation against an ARM that refuses what it does not like, and names it or does not. */
import test from 'ava';
import * as fc from 'fast-check';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import type { ClusterObject, Ingress } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { ArmError } from '../../../src/controller/arm-error.ts';
import { createHeldSet, type HeldSet } from '../../../src/controller/held-set.ts';
import type { GatewayClient } from '../../../src/controller/ports.ts';
import { createQuarantine } from '../../../src/controller/quarantine.ts';
import { reconcile, type Memory, type Outcome } from '../../../src/controller/reconcile.ts';
import { CLASS, ingress, service, slice } from '../../helpers/objects.ts';
import { routes } from '../../helpers/pipeline.ts';

const SETTINGS = { config: loadConfig({ flags: {}, environment: {} }), conventionalClass: CLASS };
const MINUTE = 60_000;
/** ARM of these tests takes no settings with this timeout. */
const BAD = 666;

const timeout = (seconds: number) => ({
  annotations: { 'appgw.ingress.kubernetes.io/request-timeout': String(seconds) },
});
const named = (index: number, seconds: number, path = '/app'): Ingress =>
  ingress({ name: `i${index}`, age: index, rules: { [`h${index}.com`]: [path] }, ...timeout(seconds) });

type Refusal = (document: RawGateway) => ArmError | null;
const invalid = (message: string): ArmError => new ArmError({ code: 'C', kind: 'invalid', message });

/** Settings with the bad timeout: `tell` says what the message is. */
const refuseBad =
  (tell: (name: string) => string): Refusal =>
  (document) => {
    const settings = document.properties['backendHttpSettingsCollection'] as
      | readonly { name: string; properties: { requestTimeout?: number } }[]
      | undefined;
    const bad = settings?.find(({ properties }) => properties.requestTimeout === BAD);
    return bad ? invalid(tell(bad.name)) : null;
  };
const naming = refuseBad((name) => `Settings ${name} are not valid.`);
const silent = refuseBad(() => 'Something is not valid.');

interface WorldOptions {
  readonly held?: HeldSet;
  /** The refusal comes with the end of the operation: the gateway shows what it was asked for. */
  readonly isLate?: boolean;
}

const inState = (document: RawGateway, provisioningState: string): RawGateway => ({
  ...document,
  properties: { ...document.properties, provisioningState },
});

function createWorld(refusal: Refusal, { held = createHeldSet(), isLate = false }: WorldOptions = {}) {
  let live: RawGateway = BLANK_GATEWAY;
  let memory: Memory = { sent: null, quarantine: createQuarantine(SETTINGS, held) };
  const answers: ('taken' | 'refused')[] = [];
  const gateway: GatewayClient = {
    resourceId: BLANK_GATEWAY.id!,
    get: () => Promise.resolve(live),
    put: (document) => {
      const error = refusal(document);
      answers.push(error ? 'refused' : 'taken');
      if (error && !isLate) return Promise.reject(error);
      live = inState(document, error ? 'Failed' : 'Succeeded');
      return Promise.resolve({
        url: '/operation',
        wait: () => (error ? Promise.reject(error) : Promise.resolve()),
      });
    },
    publicAddress: () => Promise.resolve({ ip: null, hostname: null }),
    resumeOperation: () => {
      throw new Error('not asked for');
    },
  };
  const step = (ingresses: readonly Ingress[], now = 0, endpoints = ['10.0.0.1']): Promise<Outcome> => {
    const objects: readonly ClusterObject[] = [...ingresses, service(), slice(endpoints)];
    return reconcile({
      source: {
        snapshot: () => ({ snapshot: createSnapshot(objects, now), diagnostics: [] }),
        subscribe: () => () => {},
      },
      gateway,
      settings: SETTINGS,
      memory,
      observer: {},
    });
  };
  /** Until there is no more to do. */
  async function settle(...what: Parameters<typeof step>): Promise<Outcome> {
    for (let left = 100; left > 0; left -= 1) {
      const outcome = await step(...what);
      if (!outcome.again && outcome.kind !== 'applied') return outcome;
    }
    throw new Error('it never ends');
  }
  return {
    step,
    settle,
    answers,
    held,
    served: () =>
      Object.keys(routes(live))
        .filter((route) => !route.endsWith('/*') && !route.endsWith('else'))
        .sort(),
    pools: () => JSON.stringify(live.properties['backendAddressPools']),
    restart: () => {
      memory = { sent: null, quarantine: createQuarantine(SETTINGS, createHeldSet(held.entries())) };
    },
  };
}

const heldBack = ({ diagnostics }: Outcome): readonly string[] =>
  diagnostics.flatMap(({ code, object }) => (code === 'ARM_HELD_BACK' ? [object!.name] : []));

test('whom ARM names is held back, everybody else is served by the next PUT', async (t) => {
  const world = createWorld(naming);
  const outcome = await world.settle([named(0, 30), named(1, BAD), named(2, 31)]);
  t.deepEqual(world.answers, ['refused', 'taken']);
  t.deepEqual(world.served(), ['h0.com:80 /app', 'h2.com:80 /app']);
  t.deepEqual(heldBack(outcome), ['i1']);
});

test('its last good configuration stays, also hosts and paths that it no longer asks for', async (t) => {
  const world = createWorld(naming);
  await world.settle([named(0, 30)]);
  const before = world.served();
  const moved = ingress({ name: 'i0', age: 0, rules: { 'new.com': ['/other'] }, ...timeout(BAD) });
  const outcome = await world.settle([moved, named(1, 30)]);
  t.deepEqual(heldBack(outcome), ['i0']);
  t.deepEqual(world.served(), [...before, 'h1.com:80 /app']);
});

test('it stays as well where the operation fails, and the gateway shows what it was asked for', async (t) => {
  const world = createWorld(naming, { isLate: true });
  await world.settle([named(0, 30)]);
  const outcome = await world.settle([named(0, BAD, '/new'), named(1, 30)]);
  t.deepEqual(heldBack(outcome), ['i0']);
  t.deepEqual(world.served(), ['h0.com:80 /app', 'h1.com:80 /app']);
  t.deepEqual(world.answers, ['taken', 'refused', 'taken']);
});

test('who finds a failed gateway after a restart finds out again, and leaves out what nobody knows', async (t) => {
  const world = createWorld(naming, { isLate: true });
  await world.settle([named(0, 30)]);
  const objects = [named(0, BAD), named(1, 30)];
  await world.step(objects);
  world.restart();
  const outcome = await world.settle(objects);
  t.deepEqual(heldBack(outcome), ['i0']);
  t.like(
    outcome.diagnostics.find(({ code }) => code === 'ARM_HELD_BACK'),
    { detail: { kept: false } },
  );
  t.deepEqual(world.served(), ['h1.com:80 /app']);
});

test('what was good and is refused now goes, so that everybody else is served', async (t) => {
  let isBad = false;
  const world = createWorld((document) => (isBad ? naming(document) : null));
  await world.settle([named(0, BAD)]);
  isBad = true;
  const outcome = await world.settle([named(0, BAD), named(1, 30)]);
  t.deepEqual(heldBack(outcome), ['i0']);
  t.deepEqual(world.served(), ['h1.com:80 /app']);
  t.deepEqual(world.answers, ['taken', 'refused', 'refused', 'taken']);
  isBad = false;
  await world.settle([named(0, BAD), named(1, 30)], 20 * MINUTE);
  t.deepEqual(world.served(), ['h0.com:80 /app', 'h1.com:80 /app']);
});

test('after a restart nothing is sent, and it stays held', async (t) => {
  const world = createWorld(naming);
  const objects = [named(0, 30), named(1, BAD)];
  await world.settle(objects);
  world.restart();
  const puts = world.answers.length;
  t.deepEqual(heldBack(await world.settle(objects, MINUTE)), ['i1']);
  t.is(world.answers.length, puts);
});

test('members of what is held follow the endpoints', async (t) => {
  const world = createWorld(naming);
  await world.settle([named(0, 30)]);
  await world.settle([named(0, BAD)], 0, ['10.0.0.1', '10.0.0.2']);
  t.true(world.pools().includes('10.0.0.2'));
});

test('it is tried again when it changes, and when its time has come', async (t) => {
  const world = createWorld(naming);
  const bad = named(1, BAD);
  await world.settle([bad]);
  const puts = (): number => world.answers.splice(0).length;
  puts();
  await world.settle([bad], 4 * MINUTE);
  t.is(puts(), 0);
  await world.settle([bad], 5 * MINUTE);
  t.is(puts(), 1);
  t.is(world.held.entries()[0]?.waitSeconds, 600);
  const outcome = await world.settle([named(1, 30)], 6 * MINUTE);
  t.deepEqual(heldBack(outcome), []);
  t.is(puts(), 1);
  t.deepEqual(world.held.entries(), []);
});

test('who is deleted is forgotten', async (t) => {
  const world = createWorld(naming);
  await world.settle([named(0, 30), named(1, BAD)]);
  await world.settle([named(0, 30)]);
  t.deepEqual(world.held.entries(), []);
});

test('where ARM names nobody, exactly the guilty are found within the bound', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), async (guilt) => {
      const world = createWorld(silent);
      const outcome = await world.settle(guilt.map((isGuilty, index) => named(index, isGuilty ? BAD : 30)));
      const guilty = guilt.flatMap((isGuilty, index) => (isGuilty ? [`i${index}`] : []));
      t.deepEqual(heldBack(outcome).toSorted(), guilty.toSorted());
      t.is(world.served().length, guilt.length - guilty.length);
      // The refused one, the one without any of them, and the search.
      const bound = 2 + guilty.length * (Math.ceil(Math.log2(guilt.length)) + 1);
      t.true(world.answers.length <= bound, `${world.answers.length} PUTs, ${bound} are enough`);
    }),
    { numRuns: 40 },
  );
});

test('what is refused whatever is in it is the fault of nobody, and waits', async (t) => {
  let isBroken = false;
  const world = createWorld(() => (isBroken ? invalid('Nothing is valid.') : null));
  await world.settle([named(0, 30), named(1, 30)]);
  world.answers.splice(0);
  isBroken = true;
  const objects = [named(0, 31), named(1, 31)];
  const outcome = await world.settle(objects, 0, ['10.0.0.2']);
  t.deepEqual(heldBack(outcome), []);
  t.like(outcome, { kind: 'failed', error: { kind: 'invalid' } });
  t.deepEqual(world.answers.splice(0), ['refused', 'refused']);
  await world.settle(objects, MINUTE, ['10.0.0.2']);
  t.deepEqual(world.answers, []);
  isBroken = false;
  t.is((await world.settle(objects, 6 * MINUTE, ['10.0.0.2'])).kind, 'unchanged');
});

test('who comes or mends during a search is not blamed for it', async (t) => {
  const world = createWorld(silent);
  const objects = [named(0, 30), named(1, BAD), named(2, 30), named(3, BAD)];
  await world.step(objects);
  const codesOf = ({ diagnostics }: Outcome): readonly string[] => diagnostics.map(({ code }) => code);
  t.is(codesOf(await world.step(objects)).filter((code) => code === 'ARM_SUSPECTED').length, 4);
  const outcome = await world.settle([named(0, 30), named(1, BAD), named(2, 30), named(3, 31), named(4, 30)]);
  t.deepEqual(heldBack(outcome), ['i1']);
  t.is(world.served().length, 4);
});

test('an internal error is nobody’s fault until it has come three times', async (t) => {
  const internal = (document: RawGateway): ArmError | null =>
    silent(document) &&
    new ArmError({ code: 'InternalServerError', kind: 'transient', message: 'An error occurred.' });
  const world = createWorld(internal);
  const objects = [named(0, 30), named(1, BAD)];
  for (let times = 1; times < 3; times += 1) {
    const outcome = await world.settle(objects);
    t.is(outcome.kind, 'failed');
    t.deepEqual(heldBack(outcome), []);
  }
  for (let times = 0; times < 6; times += 1) await world.settle(objects);
  t.deepEqual(heldBack(await world.settle(objects)), ['i1']);
});
