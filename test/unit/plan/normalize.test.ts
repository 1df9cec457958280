import test from 'ava';
import * as fc from 'fast-check';
import type { JsonObject } from '../../../src/appgw/wire.ts';
import { memberDifferences } from '../../../src/plan/compare.ts';
import { normalizeMembers } from '../../../src/plan/normalize.ts';
import { SHAPES } from '../../../src/plan/shapes.ts';

const settings = (properties: JsonObject): JsonObject =>
  normalizeMembers(SHAPES.backendHttpSettingsCollection, properties);

test('defaults, null, ids and the order of members', (t) => {
  t.deepEqual(
    settings({
      probe: { id: '/A', more: null },
      trustedRootCertificates: [{ id: '/B' }, { id: '/a' }],
      path: null,
    }),
    settings({
      requestTimeout: 30,
      trustedRootCertificates: [{ id: '/A' }, { id: '/b' }],
      connectionDraining: { drainTimeoutInSec: 1 },
      probe: { id: '/a' },
    }),
  );
  t.like(settings({}), {
    requestTimeout: 30,
    validateSNI: true,
    connectionDraining: { enabled: false },
    trustedRootCertificates: [],
  });
});

test('path rules keep their order, their names lose their case', (t) => {
  const map = (...names: readonly string[]): JsonObject =>
    normalizeMembers(SHAPES.urlPathMaps, {
      pathRules: names.map((name) => ({ name, properties: { paths: ['/b', '/a'] } })),
    });
  t.deepEqual(map('A', 'b'), map('a', 'B'));
  t.notDeepEqual(map('a', 'b'), map('b', 'a'));
});

const maybe = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const anySettings = fc.record(
  {
    port: maybe(80, 81),
    requestTimeout: maybe(null, 30, 31),
    validateSNI: maybe(null, true, false),
    connectionDraining: maybe<JsonObject | null>(
      null,
      {},
      { enabled: false },
      { enabled: true, drainTimeoutInSec: 1 },
      { enabled: true },
    ),
    probe: maybe({ id: '/a' }, { id: '/A' }, { id: '/b' }),
    trustedRootCertificates: fc.shuffledSubarray([{ id: '/a' }, { id: '/b' }]),
  },
  { requiredKeys: [] },
);

test('no difference if and only if the normal form is the same', (t) => {
  fc.assert(
    fc.property(anySettings, anySettings, (a, b) => {
      const different = memberDifferences(SHAPES.backendHttpSettingsCollection, a, b, '').length > 0;
      t.is(different, JSON.stringify(settings(a)) !== JSON.stringify(settings(b)));
    }),
    { numRuns: 300 },
  );
});
