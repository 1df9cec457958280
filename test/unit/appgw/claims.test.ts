import test from 'ava';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import type { Site } from '../../../src/routing/model.ts';
import { childrenOf, nameIn, told } from '../../helpers/pipeline.ts';
import { applySites } from '../../helpers/back-end.ts';
import { foreign, gateway, secureSites, site, usable } from '../../helpers/routing.ts';

const claims = test.macro({
  exec: (
    t,
    sites: readonly Site[],
    expected: Readonly<Record<string, number>>,
    codes: readonly string[] = [],
    raw: RawGateway = gateway(),
  ) => {
    const { document, diagnostics } = applySites(sites, raw, ['old', 'new']);
    const numbers = childrenOf(document, 'requestRoutingRules').flatMap(({ properties }) => {
      const name = nameIn(properties.httpListener);
      return name.startsWith('default.') ? [[name.split('.')[2], properties.priority]] : [];
    });
    t.deepEqual(Object.fromEntries(numbers), expected);
    t.deepEqual(
      told(diagnostics).filter((text) => text.includes('PRIORITY')),
      [...codes],
    );
  },
  title: (name) => name!,
});

const claim = (host: string, priority: number | null, owner = 'old'): Site => site(host, { priority, owner });
test('a free number is given', claims, [claim('a.com', 7), claim('b.com', null)], {
  'a-com-80': 7,
  'b-com-80': 1000,
});
test('in place of one of our choice', claims, [claim('a.com', null), claim('b.com', 1000, 'new')], {
  'a-com-80': 1001,
  'b-com-80': 1000,
});
test(
  'of equal claims the oldest wins',
  claims,
  [claim('a.com', 7, 'new'), claim('b.com', 7)],
  { 'a-com-80': 1000, 'b-com-80': 7 },
  ['RULE_PRIORITY_TAKEN Ingress/shop/new'],
);
test(
  'of one owner the https site',
  claims,
  secureSites('a.com', { certificate: usable('c'), priority: 7, owner: 'old' }),
  { 'a-com-443': 7, 'a-com-80': 1000 },
  ['RULE_PRIORITY_TAKEN Ingress/shop/old'],
);
test(
  'not what a rule of others has',
  claims,
  [claim('a.com', 100)],
  { 'a-com-80': 1000 },
  ['RULE_PRIORITY_TAKEN Ingress/shop/old'],
  gateway(foreign([{ hosts: ['x.org'] }])),
);
test(
  'not behind a rule of others that takes its requests',
  claims,
  [claim('a.com', 3000)],
  { 'a-com-80': 1000 },
  ['RULE_PRIORITY_TAKEN Ingress/shop/old'],
  gateway(foreign([{ priority: 2000 }])),
);
test(
  'not before one whose requests it would take',
  claims,
  [claim('*.com', 3)],
  { 'any-com-80': 17_000 },
  ['RULE_PRIORITY_TAKEN Ingress/shop/old'],
  gateway(foreign([{ hosts: ['a.com'] }])),
);
test(
  'before a narrower site of ours: both are told',
  claims,
  [claim('*.com', 3), claim('a.com', null, 'new')],
  { 'any-com-80': 3, 'a-com-80': 1000 },
  ['PRIORITY_SHADOWS Ingress/shop/old', 'PRIORITY_SHADOWS Ingress/shop/new'].toSorted(),
);
test('behind a narrower one nobody is', claims, [claim('*.com', 3), claim('a.com', 2, 'new')], {
  'any-com-80': 3,
  'a-com-80': 2,
});
test('what is broader moves behind a claim', claims, [claim('a.com', 18_500), claim('*.com', null)], {
  'a-com-80': 18_500,
  'any-com-80': 18_501,
});
