import test from 'ava';
import type { RawGateway } from '../../../../../src/appgw/wire.ts';
import { compile } from '../../../../../src/emulator/dataplane/compile/compile.ts';
import { openDocument } from '../../../../../src/emulator/dataplane/compile/document.ts';
import { gatewayDocument } from '../../../../helpers/gateway-document.ts';
import type { GatewayWords } from '../../../../helpers/gateway-document.ts';

const BASE: GatewayWords = {
  pools: { p: ['10.0.0.1', 'pod.test'], q: [] },
  settings: { s: {} },
  listeners: { l: {} },
  rules: { r: { listener: 'l', action: 'p s' } },
};

function compiled(words: Partial<GatewayWords>, edit: (raw: RawGateway) => RawGateway = (raw) => raw) {
  const warnings: string[] = [];
  const document = openDocument(edit(gatewayDocument({ ...BASE, ...words })));
  return { ...compile(document, new Map(), (message) => warnings.push(message)), warnings };
}

test('a pair of pool and settings is one target, however many rules use it; unused ones are none', (t) => {
  const { targets } = compiled({
    listeners: { l: {}, m: { hosts: ['a.test'] } },
    rules: { a: { listener: 'l', action: 'p s' }, b: { listener: 'm', map: 'map' } },
    maps: { map: { default: 'P S', rules: [['x', ['/x'], 'p s']] } },
  });
  t.is(targets.length, 1);
  t.deepEqual(targets[0]?.addresses, ['10.0.0.1', 'pod.test']);
  t.is(targets[0]?.requestTimeoutMs, 30_000);
});

const PROBES: readonly [name: string, words: Partial<GatewayWords>, expected: object][] = [
  [
    'the default',
    {},
    {
      host: '127.0.0.1',
      port: 80,
      path: '/',
      intervalMs: 30_000,
      timeoutMs: 30_000,
      unhealthyThreshold: 3,
      statusCodes: ['200-399'],
      body: '',
    },
  ],
  [
    'the default with a host name',
    { settings: { s: { hostName: 'h.test', port: 8080 } } },
    { host: 'h.test', port: 8080 },
  ],
  [
    'the default with the name of the member',
    { settings: { s: { pickHostNameFromBackendAddress: true } } },
    { host: null },
  ],
  [
    'an own one',
    {
      settings: { s: { probe: { id: '/probes/PROBE' } } },
      probes: {
        probe: {
          host: 'p.test',
          path: '/up',
          port: 9,
          interval: 5,
          timeout: 2,
          unhealthyThreshold: 1,
          match: { statusCodes: ['204', '300-301'], body: 'ok' },
        },
      },
    },
    {
      host: 'p.test',
      port: 9,
      path: '/up',
      intervalMs: 5000,
      timeoutMs: 2000,
      unhealthyThreshold: 1,
      statusCodes: ['204', '300-301'],
      body: 'ok',
      tls: null,
    },
  ],
  [
    'an own one that picks the name of the settings',
    {
      settings: { s: { hostName: 'h.test', probe: { id: '/probes/p' } } },
      probes: { p: { pickHostNameFromBackendHttpSettings: true } },
    },
    { host: 'h.test', statusCodes: ['200-399'] },
  ],
];
for (const [name, words, expected] of PROBES) {
  test(`probe: ${name}`, (t) => t.like(compiled(words).targets[0]?.probe, expected));
}

const REFUSED: readonly [name: string, words: Partial<GatewayWords>, message: RegExp][] = [
  [
    'a rule without its listener',
    { rules: { r: { listener: 'gone', action: 'p s' } } },
    /requestRoutingRules\/r refers to .*httpListeners\/gone/,
  ],
  [
    'a rule without its pool',
    { rules: { r: { listener: 'l', action: 'gone s' } } },
    /requestRoutingRules\/r refers to .*backendAddressPools\/gone/,
  ],
  [
    'settings without their probe',
    { settings: { s: { probe: { id: '/probes/gone' } } } },
    /backendHttpSettingsCollection\/s refers to \/probes\/gone/,
  ],
  ['a rule without action', { rules: { r: { listener: 'l' } } }, /requestRoutingRules\/r has neither/],
  [
    'a path rule without its redirect',
    {
      rules: { r: { listener: 'l', map: 'm' } },
      maps: { m: { default: 'p s', rules: [['x', ['/x'], '-> gone']] } },
    },
    /urlPathMaps\/m\/pathRules\/x refers to .*redirectConfigurations\/gone/,
  ],
  [
    'a redirect without its listener',
    {
      rules: { r: { listener: 'l', action: '-> x' } },
      redirects: { x: { redirectType: 'Found', targetListener: { id: '/httpListeners/gone' } } },
    },
    /redirectConfigurations\/x refers to \/httpListeners\/gone/,
  ],
  [
    'a listener without its certificate',
    { listeners: { l: { certificate: 'gone' } } },
    /httpListeners\/l refers to .*sslCertificates\/gone/,
  ],
];
for (const [name, words, message] of REFUSED) {
  test(`refused: ${name}`, (t) =>
    t.throws(() => compiled(words), { code: 'INVALID_CONFIGURATION', message }));
}

test('references are matched without case, and an id of another collection is none', (t) => {
  const pool = (id: string) => (raw: RawGateway) =>
    JSON.parse(JSON.stringify(raw).replaceAll(/"[^"]*\/backendAddressPools\/p"/g, JSON.stringify(id)));
  t.is(compiled({}, pool('/X/BACKENDADDRESSPOOLS/P')).targets.length, 1);
  t.throws(() => compiled({}, pool('/x/probes/p')), { code: 'INVALID_CONFIGURATION' });
});

test('an advanced rule is left out with a warning', (t) => {
  const advanced = (raw: RawGateway) =>
    JSON.parse(JSON.stringify(raw).replace('"Basic"', '"AdvancedRouting"'));
  const { ports, warnings } = compiled({}, advanced);
  t.is(ports.size, 0);
  t.regex(warnings[0] ?? '', /requestRoutingRules\/r: advanced routing is not emulated/);
});
