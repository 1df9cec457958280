import test from 'ava';
import { identityHash, ownerHash, buildName } from '../../../src/appgw/names.ts';
import type { Change } from '../../../src/plan/change.ts';
import { bulkRemoval } from '../../../src/plan/removal-guard.ts';
import { blankGateway, INSTANCE } from '../../helpers/desired.ts';

const rule = (site: string, owner = 'web'): string =>
  buildName({
    instance: INSTANCE,
    collection: 'requestRoutingRules',
    readable: site,
    hash: identityHash(site),
    owner: ownerHash({ kind: 'Ingress', namespace: 'shop', name: owner }),
  });
const change = (action: Change['action'], name: string): Change => ({
  action,
  collection: 'requestRoutingRules',
  name,
  owners: [],
  fields: [],
});
const live = (sites: number) =>
  blankGateway({
    requestRoutingRules: [
      { name: 'theirs' },
      ...Array.from({ length: sites }, (_, index) => ({ name: rule(`s${index}`) })),
    ],
  });
const gone = (sites: number): readonly Change[] =>
  Array.from({ length: sites }, (_, index) => change('delete', rule(`s${index}`)));

const removes = test.macro({
  exec: (t, changes: readonly Change[], of: number, expected: number | null) =>
    t.is(bulkRemoval({ changes }, live(of), INSTANCE)?.sites.length ?? null, expected),
  title: (name) => name!,
});
test('two of two are few', removes, gone(2), 2, null);
test('three of three are many', removes, gone(3), 3, 3);
test('three of ten are 30 %', removes, gone(3), 10, null);
test('four of ten are more', removes, gone(4), 10, 4);
test(
  'sites that change hands stay',
  removes,
  [...gone(4), ...['s0', 's1'].map((site) => change('create', rule(site, 'other')))],
  4,
  null,
);
test('what comes does not count', removes, [change('create', rule('new'))], 0, null);
