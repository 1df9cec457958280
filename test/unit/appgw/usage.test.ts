import test from 'ava';
import { limitsOf, type Limits } from '../../../src/appgw/limits.ts';
import type { LiveGateway } from '../../../src/appgw/live.ts';
import { makePart } from '../../../src/appgw/part.ts';
import { createUsage, type Needs } from '../../../src/appgw/usage.ts';
import { gateway, foreign, live } from '../../helpers/routing.ts';

const STANDARD = limitsOf({ sku: 'Standard_v2', oldWafRules: false });
const LIMITS: Limits = {
  ...STANDARD,
  collections: { backendAddressPools: 2 },
  activeListeners: 2,
  pathRulesPerMap: 2,
};
const needs = (part: Partial<Needs>): Needs => ({ parts: [], active: [], map: null, rules: [], ...part });
const pools = (...names: readonly string[]): Needs =>
  needs({
    parts: names.map((name) =>
      makePart(live(), 'backendAddressPools', [name], name, { backendAddresses: [] }),
    ),
  });

const exceeds = test.macro({
  exec: (t, all: readonly Needs[], expected: string | null, on: LiveGateway = live()) => {
    const usage = createUsage(on, LIMITS);
    for (const one of all) usage.add(one);
    t.is<string | null, string | null>(usage.excess()?.what ?? null, expected);
    for (const one of all) usage.remove(one);
    t.is(usage.excess(), null);
  },
  title: (name) => name!,
});
test('within', exceeds, [pools('a', 'b')], null);
test('one sub-resource counts once', exceeds, [pools('a', 'b'), pools('b'), pools('a')], null);
test('over', exceeds, [pools('a', 'b'), pools('c')], 'backendAddressPools');
test('foreign ones count', exceeds, [pools('a', 'b')], 'backendAddressPools', live(gateway(foreign([{}]))));
test('a listener is active once', exceeds, [needs({ active: ['l'] }), needs({ active: ['l', 'm'] })], null);
test('too many active listeners', exceeds, [needs({ active: ['l', 'm', 'n'] })], 'activeListeners');
test(
  'foreign active listeners count',
  exceeds,
  [needs({ active: ['l', 'm'] })],
  'activeListeners',
  live(gateway(foreign([{}]))),
);
test(
  'path rules count per map',
  exceeds,
  [needs({ map: 'm' }), needs({ map: 'm' }), needs({ map: 'n' })],
  null,
);
test(
  'too many in one map',
  exceeds,
  [needs({ map: 'm' }), needs({ map: 'm' }), needs({ map: 'm' })],
  'pathRulesPerMap',
);
