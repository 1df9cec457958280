import test from 'ava';
import { buildGateway } from '../../../src/appgw/build.ts';
import { keepWhatStands } from '../../../src/appgw/held.ts';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { planGateway } from '../../../src/plan/plan.ts';
import type { Fallback, Site } from '../../../src/routing/model.ts';
import { contextOf, gateway, live, owner, route, routing, site } from '../../helpers/routing.ts';
import { serverAnswer } from '../../helpers/server-answer.ts';

const after = (before: Site): RawGateway =>
  serverAnswer(planGateway(buildGateway(routing([before]), live()).desired, gateway()).document);

const stands = test.macro({
  exec: (t, before: Site | null, wanted: Site, routes: readonly string[], fallback: Fallback['kind']) => {
    const on = live(before ? after(before) : gateway());
    const [hash = ''] = on.ownRules.keys();
    const { site: kept, graftOf } = keepWhatStands(
      wanted,
      hash,
      contextOf(routing([wanted]), on).context,
      true,
    );
    t.deepEqual(
      kept.routes.map((one) => `${one.match.path} ${one.action.kind}`),
      routes,
    );
    t.is(kept.fallback.kind, fallback);
    for (const node of [...kept.routes, kept.fallback]) {
      const isHeld = 'action' in node ? node.action.kind === 'held' : node.kind === 'held';
      t.is(graftOf(node) !== null, isHeld);
    }
  },
  title: (name) => name!,
});

const good = site('a.com', { routes: ['/x api', '/ web'] });
const bad = site('a.com', { routes: ['/x held', '/y api', '/ held'] });
test('on a blank gateway nothing that is held', stands, null, bad, ['/y backend'], 'notFound');
test('what was there before', stands, good, bad, ['/x held', '/y backend', '/ held'], 'notFound');
test(
  'not the path of another owner',
  stands,
  good,
  site('a.com', { routes: [route('/x held', 'other')] }),
  [],
  'notFound',
);
test(
  'not the root of another owner',
  stands,
  good,
  site('a.com', { routes: [route('/ held', 'other')] }),
  [],
  'notFound',
);
test(
  'a default that only says 404 is nobody’s',
  stands,
  site('a.com', { routes: ['/x api'] }),
  bad,
  ['/x held', '/y backend'],
  'notFound',
);
test('what is not held is left alone', stands, good, good, ['/x backend', '/ backend'], 'notFound');

const held = (by: string, next: Fallback = { kind: 'notFound' }): Site => ({
  ...site('a.com', { routes: [] }),
  fallback: { kind: 'held', owner: owner(by), next },
});
const withDefault = site('a.com', { routes: [], fallback: 'web' });
test('a held default that was there before', stands, withDefault, held('web'), [], 'held');
test(
  'one that was not leaves it to the next',
  stands,
  null,
  held('web', { kind: 'redirectToHttps' }),
  [],
  'redirectToHttps',
);
test(
  'of several the first that stands',
  stands,
  withDefault,
  held('other', { kind: 'held', owner: owner('web'), next: { kind: 'notFound' } }),
  [],
  'held',
);
