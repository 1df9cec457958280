import test from 'ava';
import * as fc from 'fast-check';
import type { DesiredGateway } from '../../../src/appgw/desired.ts';
import type { Json, RawGateway } from '../../../src/appgw/wire.ts';
import { redact } from '../../../src/plan/redact.ts';
import { blankGateway, sites, type SiteSpec } from '../../helpers/desired.ts';
import { answerTo, FOREIGN, planFor } from '../../helpers/planned.ts';
import { serverAnswer } from '../../helpers/server-answer.ts';

const spec = (host: string): fc.Arbitrary<SiteSpec> =>
  fc.record({
    host: fc.constant(host),
    priority: fc.integer({ min: 1, max: 20_000 }),
    members: fc.uniqueArray(fc.ipV4(), { maxLength: 4 }),
    ...(host.startsWith('b') && {
      certificate: fc.constantFrom('one', 'two'),
      clientCa: fc.constantFrom('partners', 'staff'),
    }),
    ...(host.startsWith('c') && { root: fc.constantFrom('corporate', 'cloud'), errorPages: fc.boolean() }),
    ...(host.startsWith('a') && {
      paths: fc.uniqueArray(fc.constantFrom('/x', '/y/*', '/z'), { maxLength: 3 }),
      rewrite: fc.constantFrom('headers', 'prefix'),
    }),
    settings: fc.record(
      {
        requestTimeout: fc.constantFrom(30, 60),
        cookieBasedAffinity: fc.constantFrom('Enabled', 'Disabled'),
        connectionDraining: fc.record({ enabled: fc.boolean(), drainTimeoutInSec: fc.constantFrom(1, 60) }),
        validateSNI: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  });

const specs = fc
  .tuple(...['a', 'b', 'c', 'd'].map((letter) => spec(`${letter}.example.com`)))
  .chain((all) => fc.subarray(all, { minLength: 1 }));
const ownMembers = fc.record(
  { enableHttp2: fc.boolean(), globalConfiguration: fc.record({ enableRequestBuffering: fc.boolean() }) },
  { requiredKeys: [] },
);
const desired = specs.map((chosen) => sites(chosen));
const desiredWide = fc.tuple(desired, ownMembers).map(([wanted, gateway]) => ({ ...wanted, gateway }));
const rotate = fc.nat({ max: 5 }).map((by) => <T>(list: readonly T[]): readonly T[] => [
  ...list.slice(by % (list.length || 1)),
  ...list.slice(0, by % (list.length || 1)),
]);
const recase = fc.constantFrom(
  (id: string) => id,
  (id: string) => id.toUpperCase(),
  (id: string) => id.replace('resourceGroups', 'resourcegroups'),
);
const runs = { numRuns: 60 };

test('planning on the server’s answer gives no change', (t) => {
  fc.assert(
    fc.property(desiredWide, rotate, recase, (wanted, shuffle, recaseId) => {
      const first = planFor(wanted, blankGateway());
      const live = answerTo(wanted, first, { shuffle, recase: recaseId });
      const again = planFor(wanted, live);
      t.deepEqual(again.changes, []);
      t.is(again.put, null);
    }),
    runs,
  );
});

test('planning on what was printed gives no change', (t) => {
  fc.assert(
    fc.property(desired, (wanted) => {
      const first = planFor(wanted, blankGateway(FOREIGN));
      const printed = JSON.parse(JSON.stringify(redact(first.document))) as RawGateway;
      t.deepEqual(planFor(wanted, printed).changes, []);
      const { id: _id, ...withoutId } = printed;
      t.deepEqual(planFor(wanted, withoutId).changes, []);
    }),
    runs,
  );
});

test('from any state of ours to any other in one step', (t) => {
  fc.assert(
    fc.property(desiredWide, desiredWide, rotate, recase, (before, after, shuffle, recaseId) => {
      const first = planFor(before, blankGateway(FOREIGN));
      const live = answerTo(before, first, { shuffle, recase: recaseId });
      const second = planFor(after, live);
      t.deepEqual(second.diagnostics, []);
      t.deepEqual(planFor(after, answerTo(after, second)).changes, []);
    }),
    runs,
  );
});

test('foreign members are the same before and after, and deleting everything gives the start back', (t) => {
  const start = serverAnswer(blankGateway(FOREIGN));
  const bare = planFor(sites([]), start);
  t.is(bare.put, null);
  fc.assert(
    fc.property(desired, (wanted) => {
      const applied = planFor(wanted, start);
      const back = planFor(sites([]), answerTo(wanted, applied));
      t.deepEqual(back.document, bare.document);
    }),
    runs,
  );
});

test('the order of construction and of our live sub-resources does not matter', (t) => {
  fc.assert(
    fc.property(desired, desired, rotate, (before, after, shuffle) => {
      const live = answerTo(before, planFor(before, blankGateway()));
      const permuted = {
        ...live,
        properties: Object.fromEntries(
          Object.entries(live.properties).map(([name, value]) => [
            name,
            Array.isArray(value) ? shuffle(value as Json[]) : value,
          ]),
        ),
      } as RawGateway;
      const reordered = {
        ...after,
        collections: Object.fromEntries(
          Object.entries(after.collections).map(([name, list]) => [name, shuffle<unknown>(list)]),
        ),
      } as unknown as DesiredGateway;
      const plain = planFor(after, live);
      t.deepEqual(planFor(after, permuted).changes, plain.changes);
      t.deepEqual(planFor(reordered, live), plain);
    }),
    runs,
  );
});
