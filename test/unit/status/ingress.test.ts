import test from 'ava';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { servedIngresses } from '../../../src/status/ingress.ts';

const DOCUMENT = {
  name: 'dev',
  properties: {
    httpListeners: [
      { name: 'A', properties: { frontendIPConfiguration: { id: '/f/Public' } } },
      { name: 'b', properties: { frontendIPConfiguration: { id: '/f/private' } } },
    ],
  },
} as unknown as RawGateway;

const rule = (listener: string, ...names: readonly string[]) => ({
  owners: names.map((name) => `Ingress/shop/${name}`),
  properties: { httpListener: { id: `/listeners/${listener}` } },
});
const served = (...rules: readonly ReturnType<typeof rule>[]): readonly string[] =>
  servedIngresses(DOCUMENT, rules).map(
    ({ namespace, name, frontends }) => `${namespace}/${name} ${frontends.join(' ')}`,
  );

for (const [title, rules, expected] of [
  ['nothing', [], []],
  ['all owners of a rule', [rule('a', 'x', 'y')], ['shop/x /f/public', 'shop/y /f/public']],
  ['the case of names does not matter', [rule('B', 'x')], ['shop/x /f/private']],
  [
    'each frontend once, sorted',
    [rule('a', 'x'), rule('b', 'x'), rule('a', 'x')],
    ['shop/x /f/private /f/public'],
  ],
  ['Ingresses are sorted', [rule('a', 'z'), rule('a', 'c')], ['shop/c /f/public', 'shop/z /f/public']],
  ['a rule whose listener was left out serves nobody', [rule('gone', 'x')], []],
] as const) {
  test(title, (t) => t.deepEqual(served(...rules), expected));
}

test('a rule without a listener, and a document without listeners', (t) => {
  t.deepEqual(servedIngresses(DOCUMENT, [{ owners: ['Ingress/shop/x'], properties: {} }]), []);
  t.deepEqual(servedIngresses({ name: 'dev', properties: {} }, [rule('a', 'x')]), []);
});
