import test from 'ava';
import { alwaysReroutes, rewriteRefusal, rewriteUse } from '../../../src/appgw/rewrites.ts';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import type { Rewrite } from '../../../src/routing/model.ts';
import { rewriteOf } from '../../helpers/back-end.ts';
import { contextOf, gateway, live, owner, routing } from '../../helpers/routing.ts';

const PORTAL: Rewrite = { kind: 'onGateway', name: 'PORTAL' };
const reroute = { path: '/new', query: null, reroute: true };
const condition = { variable: 'var_uri_path', pattern: '^/a', ignoreCase: true, negate: false };
const theirs = (urlConfiguration: object): RawGateway =>
  gateway({
    rewriteRuleSets: [
      {
        name: 'portal',
        properties: { rewriteRules: [{ name: 'r', ruleSequence: 1, actionSet: { urlConfiguration } }] },
      },
    ],
  } as never);

test('everything that a rule can say', (t) => {
  const { parts } = rewriteUse(
    live(),
    rewriteOf('all', {
      conditions: [condition],
      requestHeaders: [{ name: 'Host', value: 'inner' }],
      responseHeaders: [{ name: 'Server', value: '' }],
      url: { path: '/new', query: 'a=b', reroute: false },
    }),
  )!;
  t.deepEqual(parts[0]?.properties.rewriteRules, [
    {
      name: 'all',
      ruleSequence: 100,
      conditions: [condition],
      actionSet: {
        requestHeaderConfigurations: [{ headerName: 'Host', headerValue: 'inner' }],
        responseHeaderConfigurations: [{ headerName: 'Server', headerValue: '' }],
        urlConfiguration: { modifiedPath: '/new', modifiedQueryString: 'a=b', reroute: false },
      },
    },
  ]);
});

test('what is not said is not sent', (t) => {
  const { parts } = rewriteUse(
    live(),
    rewriteOf('none', { responseHeaders: [], url: { path: null, query: null, reroute: false } }),
  )!;
  t.deepEqual(parts[0]?.properties.rewriteRules, [
    { name: 'none', ruleSequence: 100, actionSet: { urlConfiguration: { reroute: false } } },
  ]);
});

test('equal content is shared', (t) => {
  const name = (rewrite: Rewrite): string => rewriteUse(live(), rewrite)!.parts[0]!.name;
  t.is(name(rewriteOf('a')), name(rewriteOf('a')));
  t.not(name(rewriteOf('a')), name(rewriteOf('a', { sequence: 101 })));
});

test('one on the gateway is referred to and nothing else', (t) => {
  const used = rewriteUse(live(theirs({ reroute: true })), PORTAL)!;
  t.true(used.use.reference.id.endsWith('/rewriteRuleSets/portal'));
  t.true(used.use.reroutes);
  t.deepEqual(used.parts, []);
  t.is(rewriteUse(live(), PORTAL), null);
});

const headers = (count: number): Rewrite =>
  rewriteOf('many', {
    responseHeaders: Array.from({ length: count }, (_, index) => ({ name: `X-${index}`, value: 'v' })),
  });
const refusal = test.macro({
  exec: (t, rewrite: Rewrite, raw: RawGateway, code: string | null) => {
    const { context } = contextOf(routing([]), live(raw));
    const refused: string | undefined = rewriteRefusal(rewrite, context)?.(owner('web'), 'x').code;
    t.is(refused ?? null, code);
  },
  title: (name) => `refused: ${name}`,
});
const BASIC = gateway({ sku: { name: 'Basic', tier: 'Basic' } });
test('40 headers are not', refusal, headers(40), gateway(), null);
test('41 headers', refusal, headers(41), gateway(), 'LIMIT_REACHED');
test(
  '41 conditions',
  refusal,
  rewriteOf('c', { conditions: Array.from({ length: 41 }, () => condition) }),
  gateway(),
  'LIMIT_REACHED',
);
test('a set that is not there', refusal, PORTAL, gateway(), 'REWRITE_SET_NOT_ON_GATEWAY');
test('a set that is there is not', refusal, PORTAL, theirs({}), null);
test('a URL on Basic', refusal, rewriteOf('u', { url: reroute }), BASIC, 'FEATURE_NOT_IN_SKU');
test('a header on Basic is not', refusal, rewriteOf('h'), BASIC, null);

test('endless is what has no condition', (t) => {
  t.true(alwaysReroutes(rewriteOf('u', { url: reroute })));
  t.false(alwaysReroutes(rewriteOf('u', { url: reroute, conditions: [condition] })));
  t.false(alwaysReroutes(rewriteOf('u', { url: { ...reroute, reroute: false } })));
  t.false(alwaysReroutes(PORTAL));
});
