import test from 'ava';
import { agicMark } from '../../../src/appgw/agic.ts';
import type { JsonObject, RawGateway } from '../../../src/appgw/wire.ts';
import { gateway } from '../../helpers/routing.ts';

const MD5 = '0cc175b9c0f1b6a831c399e269772661';
const named = (collection: string, ...names: readonly string[]): JsonObject => ({
  [collection]: names.map((name) => ({ name, properties: {} })),
});

const mark = test.macro({
  exec: (t, raw: RawGateway, expected: string | null) => t.is(agicMark(raw), expected),
  title: (name) => name!,
});
test('a blank gateway has none', mark, gateway(), null);
test(
  'the tag',
  mark,
  gateway({}, { tags: { 'managed-by-k8s-ingress': '1.9.8' } }),
  'tag managed-by-k8s-ingress',
);
test('another tag', mark, gateway({}, { tags: { team: 'edge' } }), null);
test('a listener', mark, gateway(named('httpListeners', 'x', `fl-${MD5}`)), `httpListeners/fl-${MD5}`);
test('a rule', mark, gateway(named('requestRoutingRules', `rr-${MD5}`)), `requestRoutingRules/rr-${MD5}`);
test('with a prefix', mark, gateway(named('httpListeners', `k8s-fl-${MD5}`)), `httpListeners/k8s-fl-${MD5}`);
test('the grammar of rules on a listener', mark, gateway(named('httpListeners', `rr-${MD5}`)), null);
test('a readable name', mark, gateway(named('httpListeners', 'fl-shop-80')), null);
test('part of a word', mark, gateway(named('requestRoutingRules', `corr-${MD5}`, `xrr-${MD5}`)), null);
