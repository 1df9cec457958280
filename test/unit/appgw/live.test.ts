import test from 'ava';
import { projectLive } from '../../../src/appgw/live.ts';
import { buildName, identityHash } from '../../../src/appgw/names.ts';
import type { JsonObject, RawGateway } from '../../../src/appgw/wire.ts';
import { foreign, gateway, idOf, live } from '../../helpers/routing.ts';

const ownName = (
  collection: 'frontendPorts' | 'httpListeners' | 'requestRoutingRules',
  label = 'x',
): string => buildName({ instance: 'default', collection, readable: label, hash: identityHash(label) });

test('the blank gateway', (t) => {
  const projected = live();
  t.is(projected.sku, 'Standard_v2');
  t.regex(projected.frontends.public!, /frontendIPConfigurations\/public$/);
  t.regex(projected.frontends.private!, /frontendIPConfigurations\/private$/);
  t.is(projected.ports.size, 0);
  t.deepEqual(projected.foreignSites, []);
  t.true(Object.values(projected.foreignCounts).every((count) => count === 0));
  t.is(projected.agicMark, null);
});

test('a document with nothing in it', (t) => {
  const projected = projectLive({ properties: {} }, { instance: 'default' });
  t.deepEqual(projected.frontends, { public: null, private: null });
  t.is(projected.sku, 'Standard_v2');
});

test('foreign sites: frontend, port and hosts in lower case, and the rule', (t) => {
  const raw = gateway(foreign([{ name: 'Portal', hosts: ['A.example.COM'], port: 8080, priority: 7 }]));
  t.deepEqual(live(raw).foreignSites, [
    {
      listener: 'Portal-listener',
      frontend: idOf('frontendIPConfigurations', 'public').id.toLowerCase(),
      port: 8080,
      hosts: ['a.example.com'],
      rule: { name: 'Portal', priority: 7 },
    },
  ]);
  t.deepEqual([...live(raw).foreignPriorities], [7]);
});

test('references are read without case', (t) => {
  const raw = gateway(foreign([{ name: 'x' }]));
  const shouting = JSON.parse(
    JSON.stringify(raw, (key, value: unknown) =>
      key === 'id' && typeof value === 'string' ? value.toUpperCase() : value,
    ),
  ) as RawGateway;
  t.like(live(shouting).foreignSites[0], { port: 80, rule: { name: 'x' } });
});

test('hostName and hostNames, empty ones apart, are one list', (t) => {
  const listener = (name: string, properties: JsonObject): JsonObject => ({
    name,
    properties: { protocol: 'Http', ...properties },
  });
  const raw = gateway({
    httpListeners: [
      listener('one', { hostName: 'a.com', hostNames: [] }),
      listener('two', { hostNames: ['b.com', '*.b.com'] }),
      listener('basic', { hostName: '', hostNames: [] }),
    ],
  });
  t.deepEqual(
    live(raw).foreignSites.map(({ hosts }) => hosts),
    [['a.com'], ['b.com', '*.b.com'], []],
  );
});

test('own sub-resources are told by name, case apart; those of another instance are foreign', (t) => {
  const raw = gateway({
    httpListeners: [
      { name: ownName('httpListeners').toUpperCase(), properties: { protocol: 'Http' } },
      { name: ownName('httpListeners', 'y').replace('default.', 'other.'), properties: { protocol: 'Http' } },
    ],
  });
  const projected = live(raw);
  t.deepEqual([...projected.own.httpListeners.keys()], [ownName('httpListeners')]);
  t.is(projected.foreignCounts.httpListeners, 1);
});

test('own rules by the hash of their site', (t) => {
  const name = buildName({
    instance: 'default',
    collection: 'requestRoutingRules',
    readable: 'x',
    hash: identityHash('site'),
    owner: 'deadbeef',
  });
  const raw = gateway({ requestRoutingRules: [{ name, properties: { ruleType: 'Basic', priority: 1234 } }] });
  t.deepEqual(
    [...live(raw).ownRules],
    [[identityHash('site'), { name, owner: 'deadbeef', defaultOwner: 'deadbeef', priority: 1234 }]],
  );
});

const port = (name: string, number = 80): JsonObject => ({ name, properties: { port: number } });
const ports = test.macro({
  exec: (t, list: readonly JsonObject[], name: string, own: boolean) =>
    t.like(live(gateway({ frontendPorts: list })).ports.get(80), { name, own }),
  title: (name) => `port 80: ${name}`,
});
test('foreign', ports, [port('p')], 'p', false);
test('the first of two foreign ones', ports, [port('p'), port('q')], 'p', false);
test(
  'ours before a foreign one',
  ports,
  [port('p'), port(ownName('frontendPorts'))],
  ownName('frontendPorts'),
  true,
);
test(
  'ours stays before a foreign one',
  ports,
  [port(ownName('frontendPorts')), port('p')],
  ownName('frontendPorts'),
  true,
);

test('surrendered rules and what only they reach are not among the foreign', (t) => {
  const raw = gateway(
    foreign([
      { name: 'give', priority: 5 },
      { name: 'keep', priority: 6, hosts: ['a.com'] },
    ]),
  );
  const projected = live(raw, { replaceForeign: ['give'] });
  t.deepEqual(
    projected.foreignSites.map(({ listener }) => listener),
    ['keep-listener'],
  );
  t.deepEqual([...projected.foreignPriorities], [6]);
  t.is(projected.foreignCounts.backendAddressPools, 1);
  t.is(projected.foreignActiveListeners, 1);
  t.true(projected.surrendered.some(({ name }) => name === 'give-listener'));
});

const waf = test.macro({
  exec: (t, ruleSetType: string, ruleSetVersion: string, expected: boolean, enabled: boolean = true) => {
    const configuration = { enabled, ruleSetType, ruleSetVersion };
    t.is(live(gateway({ webApplicationFirewallConfiguration: configuration })).oldWafRules, expected);
  },
  title: (_, type: string, version: string, __, enabled: boolean = true) =>
    `WAF ${type} ${version}${enabled ? '' : ', disabled'}`,
});
test(waf, 'OWASP', '3.1', true);
test(waf, 'OWASP', '3.0', true);
test(waf, 'OWASP', '3.2', false);
test(waf, 'OWASP', '3.1', false, false);
test(waf, 'Microsoft_DefaultRuleSet', '2.1', false);
// facts, section 5: "with WAF CRS 3.1 or lower: 40"; 2.2.9 is one of them and no number.
test(waf, 'OWASP', '2.2.9', true);

const active = test.macro({
  exec: (t, properties: JsonObject, expected: number) =>
    t.is(live(gateway(properties)).foreignActiveListeners, expected),
  title: (name) => `active listeners: ${name}`,
});
test('rules with a pool', active, foreign([{ name: 'a' }, { name: 'b', port: 81 }]), 2);
test('not those that redirect', active, foreign([{ name: 'a' }, { name: 'b', redirect: true }]), 1);
// facts, section 5: "redirect-only listeners do not count unless a path of theirs serves a backend"; issue A:
// "active listeners as the gateway counts them".
test(
  'not those whose map only redirects',
  active,
  {
    urlPathMaps: [
      {
        name: 'm',
        properties: { defaultRedirectConfiguration: idOf('redirectConfigurations', 'r'), pathRules: [] },
      },
    ],
    requestRoutingRules: [
      {
        name: 'x',
        properties: { ruleType: 'PathBasedRouting', priority: 1, urlPathMap: idOf('urlPathMaps', 'm') },
      },
    ],
  },
  0,
);
