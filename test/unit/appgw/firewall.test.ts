import test from 'ava';
import { buildGateway } from '../../../src/appgw/build.ts';
import { firewallPolicyName } from '../../../src/appgw/firewall-policy.ts';
import { answerFirewall } from '../../../src/appgw/firewall.ts';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { planGateway } from '../../../src/plan/plan.ts';
import type { Firewall, Route, Site } from '../../../src/routing/model.ts';
import { childrenOf, nameIn, routes, told } from '../../helpers/pipeline.ts';
import { serverAnswer } from '../../helpers/server-answer.ts';
import { GATEWAY_POLICY, wafGateway } from '../../helpers/back-end.ts';
import { contextOf, gateway, live, route, routing, site } from '../../helpers/routing.ts';

const POLICY: Firewall = { kind: 'policy', id: '/policies/strict' };
const RANGES: Firewall = { kind: 'sourceRanges', ranges: ['192.0.2.0/24', '10.0.0.0/8'], base: null };
const REFUSED: Firewall = { kind: 'refused' };
const NAME = firewallPolicyName('default', ['10.0.0.0/8', '192.0.2.0/24'], GATEWAY_POLICY);
const plainWaf = wafGateway({ firewallPolicy: null });

const refused = test.macro({
  exec: (t, firewall: Firewall, raw: RawGateway, code: string | null, unusable: readonly string[] = []) => {
    const { context } = contextOf(
      routing([]),
      live(raw),
      new Map(unusable.map((name) => [name, 'forbidden'])),
    );
    const answer = answerFirewall(firewall, context);
    const owner = { kind: 'Ingress', namespace: 'shop', name: 'web' };
    t.is(answer.kind === 'refused' ? (answer.tell?.(owner, 'x').code ?? null) : 'used', code);
  },
  title: (name) => name!,
});
test('a policy on a gateway without WAF', refused, POLICY, gateway(), 'WAF_SKU_NEEDED');
test('ranges on a gateway without WAF', refused, RANGES, gateway(), 'WAF_SKU_NEEDED');
test('ranges without a policy to copy', refused, RANGES, plainWaf, 'SOURCE_RANGES_NEED_A_POLICY');
test('ranges on a policy of their own', refused, { ...RANGES, base: '/policies/b' }, plainWaf, 'used');
test('ranges whose policy cannot be written', refused, RANGES, wafGateway(), 'WAF_POLICY_UNUSABLE', [NAME]);
test('another policy cannot be written', refused, RANGES, wafGateway(), 'used', ['other']);
test('refused already', refused, REFUSED, wafGateway(), null);

function build(sites: readonly Site[], raw: RawGateway, unusable: readonly string[] = []) {
  const reasons = new Map(unusable.map((name) => [name, 'forbidden']));
  const { desired, diagnostics } = buildGateway(routing(sites), live(raw), reasons);
  const { document } = planGateway(desired, raw);
  const [listener] = childrenOf(document, 'httpListeners');
  const rules = childrenOf(document, 'urlPathMaps').flatMap(({ properties }) => properties.pathRules);
  return {
    desired,
    codes: [...new Set(told(diagnostics))],
    raw: serverAnswer(document),
    routes: routes(document),
    onListener: nameIn(listener?.properties.firewallPolicy),
    onPaths: rules.map(
      ({ properties }) => `${properties.paths.join(' ')} ${nameIn(properties.firewallPolicy)}`,
    ),
  };
}
const judged = (firewall: Firewall | null): Site => site('a.com', { firewall });
const path = (where: string, firewall: Firewall | null): Site =>
  site('a.com', { routes: [{ ...route(where), firewall } satisfies Route, '/y web'] });

test('on a listener', (t) => t.is(build([judged(POLICY)], wafGateway()).onListener, 'strict'));
test('on a path', (t) =>
  t.deepEqual(build([path('/x web', POLICY)], wafGateway()).onPaths, ['/x /x/* strict', '/y /y/* ']));
test('on the root: the default of a map takes none, so it becomes the last path rule', (t) => {
  const { onPaths, routes: where } = build([path('/ web', POLICY)], wafGateway());
  t.deepEqual(onPaths, ['/y /y/* ', '/* strict']);
  t.is(where['a.com:80 else'], '10.9.0.1');
});

test('a policy of ours is wanted once, by everybody who needs it, and referred to by id', (t) => {
  const sites = [
    judged(RANGES),
    site('b.com', { owner: 'other', routes: [{ ...route('/x web', 'other'), firewall: RANGES }] }),
  ];
  const { desired } = build(sites, wafGateway());
  t.is(desired.firewallPolicies.length, 1);
  t.like(desired.firewallPolicies[0], {
    name: NAME,
    base: GATEWAY_POLICY,
    ranges: ['10.0.0.0/8', '192.0.2.0/24'],
    owners: ['Ingress/shop/other', 'Ingress/shop/web'],
  });
  t.is(build(sites, wafGateway()).onListener, NAME);
});

const failsClosed = test.macro({
  exec: (t, before: Site | null, wanted: Site, policy: string | null, code: string | null) => {
    const start = before ? build([before], wafGateway()).raw : wafGateway();
    const after = build([wanted], start, [NAME]);
    t.is(after.routes['a.com:80 else'] === '10.0.0.1' ? after.onListener : null, policy);
    t.deepEqual(after.codes, code === null ? [] : [`${code} Ingress/shop/web`]);
  },
  title: (name) => name!,
});
const UNUSABLE = 'WAF_POLICY_UNUSABLE';
test('a new site that cannot be judged is not served', failsClosed, null, judged(RANGES), null, UNUSABLE);
test('nor one that was served without', failsClosed, judged(null), judged(RANGES), null, UNUSABLE);
test('one that was judged keeps that', failsClosed, judged(POLICY), judged(RANGES), 'strict', UNUSABLE);
test('a refused one keeps what it had', failsClosed, judged(POLICY), judged(REFUSED), 'strict', null);
test('also nothing', failsClosed, judged(null), judged(REFUSED), '', null);
test('a refused new one is not served', failsClosed, null, judged(REFUSED), null, null);

const onX = test.macro({
  exec: (
    t,
    before: Firewall | 'none' | null,
    wanted: Firewall,
    expected: readonly [string, string],
    code: string | null,
  ) => {
    const start =
      before === null
        ? wafGateway()
        : build([path('/x web', before === 'none' ? null : before)], wafGateway()).raw;
    const after = build([path('/x api', wanted)], start, [NAME]);
    t.deepEqual(
      [after.onPaths.find((text) => text.startsWith('/x ')), after.routes['a.com:80 /x']],
      [...expected],
    );
    t.deepEqual(after.codes, code === null ? [] : [`${code} Ingress/shop/web`]);
  },
  title: (name) => name!,
});
test('a new path that cannot be judged answers 404', onX, null, RANGES, ['/x /x/* ', '10.9.0.1'], UNUSABLE);
test('one that was served without does too', onX, 'none', RANGES, ['/x /x/* ', '10.9.0.1'], UNUSABLE);
test('one that was judged stays as it was', onX, POLICY, RANGES, ['/x /x/* strict', '10.0.0.1'], UNUSABLE);
test('a refused path stays as it was', onX, 'none', REFUSED, ['/x /x/* ', '10.0.0.1'], null);
test('a refused new path answers 404', onX, null, REFUSED, ['/x /x/* ', '10.9.0.1'], null);
