import test from 'ava';
import { buildGateway } from '../../../src/appgw/build.ts';
import { graftDefault, graftPath } from '../../../src/appgw/graft.ts';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { planGateway } from '../../../src/plan/plan.ts';
import type { Site } from '../../../src/routing/model.ts';
import { serverAnswer } from '../../helpers/server-answer.ts';
import {
  contextOf,
  gateway,
  live,
  owner,
  routing,
  secureSites,
  site,
  usable,
} from '../../helpers/routing.ts';

/** The gateway after these sites were applied. */
const after = (...sites: readonly Site[]): RawGateway =>
  serverAnswer(planGateway(buildGateway(routing(sites), live()).desired, gateway()).document);

function rulesOf(raw: RawGateway) {
  const { context } = contextOf(routing([]), live(raw));
  const projected = context.live;
  const [[hash] = ['']] = projected.ownRules;
  const names = [...projected.own.urlPathMaps.values()].flatMap(({ properties }) =>
    properties.pathRules.map(({ name }) => name),
  );
  return { context, hash, names };
}
const kinds = (target: ReturnType<typeof graftPath>): readonly string[] =>
  target?.parts.map(({ collection }) => collection) ?? [];

test('a live path rule, with the pool, settings and probe that it reaches', (t) => {
  const { context, hash, names } = rulesOf(after(site('a.com', { routes: ['/x api', '/ web'] })));
  const target = graftPath(context, hash, names[0]!);
  t.is(target?.kind, 'backend');
  t.deepEqual(kinds(target), ['backendAddressPools', 'backendHttpSettingsCollection', 'probes']);
  t.true(target!.parts.every(({ identity }) => identity === null));
  t.deepEqual(graftPath(context, hash, names[0]!.toUpperCase()), target);
});

test('copies are as we wrote them, without what the service added', (t) => {
  const raw = after(site('a.com', { routes: ['/x api'] }));
  const { context, hash, names } = rulesOf(raw);
  const { parts } = graftPath(context, hash, names[0]!)!;
  t.notRegex(JSON.stringify(parts), /provisioningState|requestRoutingRules|urlPathMaps|pathRules/);
  const settings = parts.find(({ collection }) => collection === 'backendHttpSettingsCollection');
  t.like(settings?.properties, { port: 8080, requestTimeout: 30 });
});

const nothing = test.macro({
  exec: (t, graft: (of: ReturnType<typeof rulesOf>) => unknown) =>
    t.is(graft(rulesOf(after(site('a.com', { routes: ['/x api'] })))), null),
  title: (name) => `nothing: ${name}`,
});
test('another site', nothing, ({ context, names }) => graftPath(context, 'ffffffffffff', names[0]!));
test('another path', nothing, ({ context, hash }) => graftPath(context, hash, 'x'));
test('another owner', nothing, ({ context, hash }) => graftDefault(context, hash, owner('x')));
test('no such site', nothing, ({ context }) => graftDefault(context, 'ffffffffffff', owner('web')));
test('a blank gateway', nothing, ({ hash }) =>
  graftDefault(contextOf(routing([])).context, hash, owner('web')),
);

const rest = test.macro({
  exec: (t, sites: readonly Site[], expected: string) => {
    const { context, hash } = rulesOf(after(...sites));
    const target = graftDefault(context, hash, owner('web'));
    t.is(target?.parts[0]?.name.split('.')[2], expected);
  },
  title: (name) => `default: ${name}`,
});
test('of a map', rest, [site('a.com', { routes: ['/x api', '/ web'] })], 'shop-web-http');
test('of a Basic rule', rest, [site('a.com', { routes: ['/ web'] })], 'shop-web-http');

test('a redirect is copied with where it leads', (t) => {
  const raw = after(...secureSites('a.com', { certificate: usable('c') }));
  const { context } = contextOf(routing([]), live(raw));
  const redirects = [...context.live.ownRules.keys()].flatMap((hash) => {
    const target = graftDefault(context, hash, owner('web'));
    return target?.kind === 'redirect' ? target.parts : [];
  });
  t.is(redirects.length, 1);
  t.deepEqual(Object.keys(redirects[0]!.properties).toSorted(), [
    'includePath',
    'includeQueryString',
    'redirectType',
    'targetListener',
  ]);
});

test('a foreign pool is referred to and not copied', (t) => {
  const raw = JSON.parse(
    JSON.stringify(after(site('a.com', { routes: ['/ web'] }))).replaceAll(
      /default\.pool\.[^"/]*/g,
      'their-pool',
    ),
  ) as RawGateway;
  const { context, hash } = rulesOf(raw);
  const target = graftDefault(context, hash, owner('web'));
  t.deepEqual(kinds(target), ['backendHttpSettingsCollection', 'probes']);
  t.is(target?.kind === 'backend' && target.backendAddressPool.id.split('/').at(-1), 'their-pool');
});
