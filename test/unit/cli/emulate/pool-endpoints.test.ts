import test from 'ava';
import { poolEndpoints } from '../../../../src/cli/emulate/pool-endpoints.ts';
import type { GatewayWords } from '../../../helpers/gateway-document.ts';
import { gatewayDocument } from '../../../helpers/gateway-document.ts';

const endpoints = (words: Partial<GatewayWords>): readonly string[] =>
  poolEndpoints(
    gatewayDocument({
      pools: { one: ['10.0.0.1', '10.0.0.2'], two: ['10.0.0.1'] },
      settings: { low: { port: 80 }, high: { port: 8080 } },
      listeners: { l: {} },
      rules: {},
      ...words,
    }),
  ).map(({ address, port, service }) => `${address}:${port} ${service}`);

for (const [title, words, expected] of [
  ['a pool that nothing refers to has none', {}, []],
  [
    'of a rule',
    { rules: { r: { listener: 'l', action: 'one low' } } },
    ['10.0.0.1:80 one', '10.0.0.2:80 one'],
  ],
  [
    'of a path map, by default and by rule',
    { maps: { m: { default: 'two low', rules: [['p', ['/x'], 'two high']] } } },
    ['10.0.0.1:80 two', '10.0.0.1:8080 two'],
  ],
  ['a redirect has none', { rules: { r: { listener: 'l', action: '-> x' } }, redirects: { x: {} } }, []],
] as const satisfies readonly (readonly [string, Partial<GatewayWords>, readonly string[]])[]) {
  test(title, (t) => t.deepEqual(endpoints(words), expected));
}

test('an address and port that several pools have is there once', (t) => {
  const rules = {
    a: { listener: 'l', action: 'one low' },
    b: { listener: 'l', action: 'two low' },
  };
  t.is(endpoints({ rules }).length, 2);
});
