import test from 'ava';
import { buildGateway } from '../../../src/appgw/build.ts';
import { draftGuards } from '../../../src/appgw/guards.ts';
import { draftSites } from '../../../src/appgw/place.ts';
import { planGateway } from '../../../src/plan/plan.ts';
import type { Site } from '../../../src/routing/model.ts';
import { childrenOf, nameIn, routes } from '../../helpers/pipeline.ts';
import {
  contextOf,
  gateway,
  live,
  missing,
  routing,
  secureSites,
  site,
  usable,
} from '../../helpers/routing.ts';

const wildcard = secureSites('*.a.com', { certificate: usable('wild') });
const guarded = test.macro({
  exec: (t, plain: readonly Site[], secure: readonly Site[], expected: readonly string[]) => {
    const { context } = contextOf(routing([...plain, ...secure]));
    const drafts = draftGuards(plain, draftSites(secure, null, context), context);
    t.deepEqual(
      drafts.map((draft) => draft.site.hosts[0]),
      expected,
    );
    t.true(drafts.every((draft) => draft.isEmpty && draft.site.port === 443));
  },
  title: (name) => name!,
});
const secured = wildcard.slice(1);
test('a plain host under a wildcard with TLS', guarded, [site('x.a.com')], secured, ['x.a.com']);
test('not one beside it', guarded, [site('b.com'), site('a.com')], secured, []);
test(
  'not one with TLS of its own',
  guarded,
  [site('x.a.com')],
  [...secured, site('x.a.com', { port: 443, protocol: 'Https', certificate: usable('x') })],
  [],
);
test(
  'one whose own certificate is missing',
  guarded,
  [site('x.a.com')],
  [...secured, site('x.a.com', { port: 443, protocol: 'Https', certificate: missing('x') })],
  ['x.a.com'],
);
test(
  'none against the host-less site',
  guarded,
  [site('x.a.com')],
  [site([], { port: 443, protocol: 'Https', certificate: usable('all') })],
  [],
);
test('not the wildcard itself', guarded, [site('*.a.com')], secured, []);
test('a narrower wildcard', guarded, [site('*.x.a.com')], secured, ['*.x.a.com']);

test('a guard answers 404 before the wildcard, with its certificate', (t) => {
  const sites = [site('x.a.com'), ...wildcard];
  const { document } = planGateway(buildGateway(routing(sites), live()).desired, gateway());
  t.is(routes(document)['x.a.com:443 else'], '10.9.0.1');
  const listeners = childrenOf(document, 'httpListeners').filter(
    ({ properties }) => properties.protocol === 'Https',
  );
  t.is(new Set(listeners.map(({ properties }) => nameIn(properties.sslCertificate))).size, 1);
  const rules = childrenOf(document, 'requestRoutingRules').map(({ properties }) => ({
    priority: properties.priority!,
    listener: nameIn(properties.httpListener),
  }));
  const priorityOf = (part: string): number =>
    rules.find(({ listener }) => listener.includes(part))!.priority;
  t.true(priorityOf('x-a-com-443') < priorityOf('any-a-com-443'));
});

const onPort = (port: number, frontend: Site['frontend'] = 'public'): Site => ({
  ...secured[0]!,
  port,
  frontend,
});
const places = test.macro({
  exec: (t, plain: readonly Site[], secure: readonly Site[], expected: readonly string[]) => {
    const { context } = contextOf(routing([...plain, ...secure]));
    const drafts = draftGuards(plain, draftSites(secure, null, context), context);
    t.deepEqual(
      drafts.map(({ site: { frontend, port } }) => `${frontend} ${port}`),
      expected,
    );
  },
  title: (name) => `a guard ${name}`,
});
const plain = site('x.a.com', { frontend: 'public' });
test(
  'on every port of the wildcard',
  places,
  [plain],
  [onPort(443), onPort(8443)],
  ['public 443', 'public 8443'],
);
test(
  'once for several plain ports',
  places,
  [plain, { ...plain, port: 8080 }],
  [onPort(443)],
  ['public 443'],
);
test('on the same frontend only', places, [plain], [onPort(443, 'private')], []);
test('has nothing of the plain site but its host', (t) => {
  const of = site('x.a.com', { errorPages: [{ status: 502, url: 'https://p.example/e.html' }], priority: 7 });
  const { context } = contextOf(routing([of, ...secured]));
  const [guard] = draftGuards([of], draftSites(secured, null, context), context);
  t.like(guard!.site, { errorPages: [], priority: null, routes: [] });
});
