import { stripVTControlCharacters } from 'node:util';
import test from 'ava';
import type { DesiredGateway } from '../../../src/appgw/desired.ts';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { planGateway } from '../../../src/plan/plan.ts';
import { renderJson, renderPlan } from '../../../src/plan/render.ts';
import { blankGateway, nameIn, ref, sites, type SiteSpec } from '../../helpers/desired.ts';
import { answerTo, planFor } from '../../helpers/planned.ts';

const site: SiteSpec = {
  host: 'a.example.com',
  priority: 1000,
  members: ['10.0.0.1', '10.0.0.2'],
  paths: ['/x', '/y/*'],
  certificate: 'one',
};
const before = sites([site]);
const live = answerTo(before, planFor(before, blankGateway()));
const show = (desired: DesiredGateway, on: RawGateway = live, color = false): string =>
  renderPlan(planFor(desired, on), on, { color });

/** The lines under an update, and the words in them. */
const field = test.macro((t, changed: Partial<SiteSpec>, ...expected: readonly string[]) => {
  const lines = show(sites([{ ...site, ...changed }])).split('\n');
  t.deepEqual(
    lines.filter((line) => line.startsWith('      ')).map((line) => line.trim().replaceAll(/ +/g, ' ')),
    expected,
  );
});

test(
  'members that come and go',
  field,
  { members: ['10.0.0.2', '10.0.0.9'] },
  'backendAddresses +10.0.0.9 −10.0.0.1',
);
test(
  'many members',
  field,
  { members: Array.from({ length: 12 }, (_, i) => `10.0.1.${i}`) },
  `backendAddresses ${Array.from({ length: 8 }, (_, i) => `+10.0.1.${i}`).join(' ')} and 6 more`,
);
test('a number', field, { settings: { requestTimeout: 60 } }, 'requestTimeout 30 → 60');
test(
  'members of an object',
  field,
  { settings: { connectionDraining: { enabled: true, drainTimeoutInSec: 9 } } },
  'connectionDraining enabled false → true',
  'connectionDraining drainTimeoutInSec 1 → 9',
);
test('what was not there', field, { settings: { hostName: 'x' } }, 'hostName none → x');
test('a long text', field, { settings: { path: `/${'p'.repeat(80)}` } }, `path none → /${'p'.repeat(46)}…`);
test('path rules by their paths', field, { paths: ['/x', '/z'] }, 'pathRules +/z −/y/*');
test(
  'path rules in another order',
  field,
  { paths: ['/y/*', '/x'] },
  'pathRules same entries, another order',
);
test(
  'a reference by the name it ends in',
  field,
  { certificate: 'two' },
  `sslCertificate ${nameIn('sslCertificates', 'one').slice('k1.cert.'.length)} → ${nameIn('sslCertificates', 'two').slice('k1.cert.'.length)}`,
);

test('inside a path rule', (t) => {
  const [map] = before.collections.urlPathMaps;
  const [first, second] = map!.properties.pathRules;
  const changed = {
    ...second!,
    properties: { ...second!.properties, backendAddressPool: ref('backendAddressPools', 'other') },
  };
  const urlPathMaps = [{ ...map!, properties: { ...map!.properties, pathRules: [first!, changed] } }];
  const text = show({ ...before, collections: { ...before.collections, urlPathMaps } });
  t.regex(
    text,
    /pathRules \[\/y\/\*\] backendAddressPool {2}a-example-com\.[0-9a-f]{12} → other\.[0-9a-f]{12}/,
  );
});

test('path rules of another owner', (t) => {
  const [map] = before.collections.urlPathMaps;
  const pathRules = map!.properties.pathRules.map((rule) => ({
    ...rule,
    name: `${rule.name.slice(0, -8)}00000000`,
  }));
  const urlPathMaps = [{ ...map!, properties: { ...map!.properties, pathRules } }];
  t.regex(
    show({ ...before, collections: { ...before.collections, urlPathMaps } }),
    /pathRules {2}same entries, made anew/,
  );
});

test('a table with a line a change, aligned, and a summary', (t) => {
  const owners = ['a', 'b', 'c', 'd', 'e'].map((name) => `Ingress/shop/${name}`);
  const lines = show(
    sites([
      { ...site, members: [], owners },
      { host: 'b.example.com', priority: 1001, members: [] },
    ]),
  ).split('\n');
  t.is(lines.at(-1), '6 to create, 1 to update, 0 to delete: 1 PUT');
  t.is(lines.at(-2), '');
  const rows = lines.slice(1, -2).filter((line) => !line.startsWith('      '));
  t.deepEqual(
    rows.map((row) => row.slice(0, 14)),
    [
      '  + port      ',
      '  ~ pool      ',
      '  + pool      ',
      '  + settings  ',
      '  + listener  ',
      '  + rule      ',
      '  + probe     ',
    ],
  );
  t.true(rows[1]!.endsWith('  Ingress/shop/a, Ingress/shop/b, Ingress/shop/c and 2 more'));
  t.is(new Set(rows.map((row) => row.indexOf('Ingress/'))).size, 1);
});

test('a removal has no owner', (t) => {
  const text = show(sites([]));
  t.regex(text, /^ {2}- rule {9}k1\.rule\.a-example-com\.[0-9a-f]{12}$/m);
  t.regex(text, /0 to create, 0 to update, 8 to delete: 1 PUT$/);
});

test('a certificate that is not ours', (t) => {
  const tampered = answerTo(before, planFor(before, blankGateway()), { leafOf: () => Buffer.from('other') });
  t.regex(show(before, tampered), /publicCertData {2}is not the certificate that was uploaded: sent again/);
});

test('nothing to change', (t) => t.is(show(before), 'Nothing to change: 0 PUTs'));

test('colour changes no word, and is not asked of the environment', (t) => {
  const desired = sites([{ ...site, members: [] }]);
  const coloured = show(desired, live, true);
  t.not(coloured, show(desired));
  t.is(stripVTControlCharacters(coloured), show(desired));
  t.not(show(before, live, true), show(before));
});

test('as JSON: the contract’s members, no private key', (t) => {
  const plan = planGateway(before, blankGateway());
  const rendered = [
    { severity: 'info', code: 'X', object: null, source: null, message: 'm', hint: 'h' },
  ] as const;
  const { changes, put, diagnostics } = JSON.parse(renderJson(plan, rendered)) as {
    readonly changes: readonly object[];
    readonly put: {
      readonly properties: {
        readonly sslCertificates: readonly [
          { readonly properties: { readonly data: string; readonly password: string } },
        ];
      };
    };
    readonly diagnostics: unknown;
  };
  t.deepEqual(diagnostics, rendered);
  t.deepEqual(Object.keys(changes[0]!), ['action', 'collection', 'name', 'owners', 'fields']);
  const { data, password } = put.properties.sslCertificates[0].properties;
  t.regex(data, /^sha256:[0-9a-f]{64}$/);
  t.is(password, '***');
  t.is((JSON.parse(renderJson(planGateway(before, live), [])) as { readonly put: unknown }).put, null);
});

const POLICY = {
  name: 'k1-waf-0123456789ab',
  id: '/group/k1-waf-0123456789ab',
  base: '/group/corporate',
  ranges: ['10.0.0.0/8'],
  owners: ['Ingress/shop/web'],
};
test('WAF policies are shown before the gateway’s changes, and in the JSON where there are any', (t) => {
  const plan = planFor(before, live);
  const policies = (['create', 'ensure'] as const).map((action) => ({ ...POLICY, action }));
  t.deepEqual(renderPlan(plan, live, { color: false }, policies).split('\n'), [
    '  + WAF policy  k1-waf-0123456789ab  Ingress/shop/web  1 source range before a copy of corporate',
    '  = WAF policy  k1-waf-0123456789ab  Ingress/shop/web  1 source range before a copy of corporate',
    'Nothing to change: 0 PUTs',
  ]);
  const { id: _id, ...shown } = policies[0]!;
  t.deepEqual(JSON.parse(renderJson(plan, [], policies.slice(0, 1))).firewallPolicies, [shown]);
  t.false('firewallPolicies' in JSON.parse(renderJson(plan, [])));
});
