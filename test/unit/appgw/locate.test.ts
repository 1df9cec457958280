import test from 'ava';
import { locate } from '../../../src/appgw/locate.ts';
import type { JsonObject, RawGateway } from '../../../src/appgw/wire.ts';
import type { Site } from '../../../src/routing/model.ts';
import { nameIn, told } from '../../helpers/pipeline.ts';
import { contextOf, foreign, gateway, live, missing, routing, site, usable } from '../../helpers/routing.ts';

function locateOn(one: Site, raw: RawGateway = gateway()) {
  const { context, reports } = contextOf(routing([one]), live(raw));
  return { located: locate(one, context), reports: told(reports) };
}
const listenerOf = (one: Site, raw?: RawGateway) => locateOn(one, raw).located!.listener.properties;

const listener = test.macro({
  exec: (t, one: Site, expected: JsonObject) => t.like(listenerOf(one), expected),
  title: (name) => `listener: ${name}`,
});
test('one exact host', listener, site('a.com'), {
  hostName: 'a.com',
  protocol: 'Http',
  requireServerNameIndication: false,
});
test('a wildcard', listener, site('*.a.com'), { hostNames: ['*.a.com'] });
test('several hosts', listener, site(['a.com', 'b.com']), { hostNames: ['a.com', 'b.com'] });
test('no host', listener, site([]), { protocol: 'Http' });
test('no host means neither member', (t) => {
  const properties = listenerOf(site([]));
  t.false('hostName' in properties || 'hostNames' in properties);
});
test('hostName excludes hostNames', (t) => t.false('hostNames' in listenerOf(site('a.com'))));

test('the identity is frontend, port and hosts, not the owner', (t) => {
  const name = (one: Site): string => locateOn(one).located!.listener.name;
  const names = [
    site('a.com'),
    site('b.com'),
    site('a.com', { port: 8080 }),
    site('a.com', { frontend: 'private' }),
    site([]),
  ].map(name);
  t.is(new Set(names).size, names.length);
  t.is(name(site('a.com', { owner: 'other', protocol: 'Https', certificate: usable('c') })), names[0]!);
});

test('a port that is there is used under its name and not asked for', (t) => {
  const raw = gateway({ frontendPorts: [{ name: 'port_80', properties: { port: 80 } }] });
  const { located } = locateOn(site('a.com'), raw);
  t.is(nameIn(located!.listener.properties.frontendPort), 'port_80');
  t.false(located!.parts.some(({ collection }) => collection === 'frontendPorts'));
});

test('a port of ours stays under its spelling', (t) => {
  const ours = locateOn(site('a.com')).located!.parts.find(
    ({ collection }) => collection === 'frontendPorts',
  )!;
  const spelled = ours.name.toUpperCase();
  const { located } = locateOn(
    site('a.com'),
    gateway({ frontendPorts: [{ name: spelled, properties: { port: 80 } }] }),
  );
  t.is(nameIn(located!.listener.properties.frontendPort), spelled);
  t.true(located!.parts.some(({ name }) => name === spelled));
});

const frontends = (...kinds: readonly ('public' | 'private')[]): RawGateway =>
  gateway({
    frontendIPConfigurations: kinds.map((kind) => ({
      name: `the-${kind}`,
      properties: kind === 'public' ? { publicIPAddress: { id: '/ip' } } : { privateIPAddress: '10.0.0.4' },
    })),
  });
const frontend = test.macro({
  exec: (t, wanted: Site['frontend'], raw: RawGateway, expected: string | null) => {
    const { located, reports } = locateOn(site('a.com', { frontend: wanted }), raw);
    t.is(located && nameIn(located.listener.properties.frontendIPConfiguration), expected);
    t.deepEqual(reports, expected === null ? ['FRONTEND_MISSING Ingress/shop/web'] : []);
  },
  title: (name, wanted: Site['frontend'], __, expected: string | null) =>
    name ?? `frontend ${wanted}: ${expected ?? 'none'}`,
});
test(frontend, 'auto', frontends('private', 'public'), 'the-public');
test(frontend, 'private', frontends('private', 'public'), 'the-private');
test('auto without a public one', frontend, 'auto', frontends('private'), 'the-private');
test('public without one', frontend, 'public', frontends('private'), null);
test('private without one', frontend, 'private', frontends('public'), null);
test('auto without any', frontend, 'auto', frontends(), null);

const conflict = test.macro({
  exec: (t, one: Site, theirs: Parameters<typeof foreign>[0], expected: boolean) => {
    const { located, reports } = locateOn(one, gateway(foreign(theirs)));
    t.is(located === null, expected);
    t.deepEqual(reports, expected ? ['HOST_OWNED_BY_FOREIGN Ingress/shop/web'] : []);
  },
  title: (name) => `foreign listener: ${name}`,
});
test('same host', conflict, site('a.com'), [{ hosts: ['A.com'] }], true);
test('one of several', conflict, site('a.com'), [{ hosts: ['b.com', 'a.com'] }], true);
test('host-less both', conflict, site([]), [{ hosts: [] }], true);
test('basic beside a host', conflict, site('a.com'), [{ hosts: [] }], false);
test('another port', conflict, site('a.com'), [{ hosts: ['a.com'], port: 8080 }], false);
test('another frontend', conflict, site('a.com'), [{ hosts: ['a.com'], frontend: 'private' }], false);
test('a wildcard that covers it', conflict, site('a.com'), [{ hosts: ['*.com'] }], false);

const secure = (certificate: Site['certificate']): Site =>
  site('a.com', { port: 443, protocol: 'Https', certificate });
test('a usable certificate is on the listener and among the parts', (t) => {
  const { located } = locateOn(secure(usable('c')));
  t.is(nameIn(located!.listener.properties.sslCertificate), located!.certificate!.part!.name);
  t.true(located!.parts.includes(located!.certificate!.part!));
});

const unserved = test.macro({
  exec: (t, certificate: Site['certificate'], code: string) => {
    const { located, reports } = locateOn(secure(certificate));
    t.is(located, null);
    t.deepEqual(reports, [`${code} Ingress/shop/web`]);
  },
  title: (name, _, code: string) => name ?? `not served: ${code}`,
});
test(unserved, missing('c'), 'TLS_SECRET_MISSING');
test(unserved, { state: 'malformed', secret: 'shop/c', reason: 'no' }, 'TLS_SECRET_MALFORMED');
test(unserved, { state: 'unnamed', secret: '', reason: 'no' }, 'TLS_SECRET_UNNAMED');
test('not served: too large', unserved, usable('huge', 17_000), 'TLS_SECRET_MALFORMED');
