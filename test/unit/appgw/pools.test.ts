import test from 'ava';
import { poolMembers, poolPart } from '../../../src/appgw/pools.ts';
import type { Pool, PoolEndpoint } from '../../../src/routing/model.ts';
import { gateway, live } from '../../helpers/routing.ts';

/** `1 ready`, `2 terminating`, …; the address is the number. */
const endpoints = (...texts: readonly string[]): readonly PoolEndpoint[] =>
  texts.map((text) => {
    const [address = '', state = 'ready'] = text.split(' ');
    return { address, state: state as PoolEndpoint['state'] };
  });

const members = test.macro({
  exec: (t, texts: readonly string[], current: string, expected: string) =>
    t.is(poolMembers(endpoints(...texts), new Set(current)).join(''), expected),
  title: (name, texts: readonly string[], current: string) =>
    `${name}: [${texts.join(', ')}] on [${current}]`,
});
test('ready', members, ['1', '2'], '', '12');
test('gated counts as ready', members, ['1 gated', '2'], '', '12');
test('sorted', members, ['3', '1'], '3', '13');
test('gone from the slices is never kept', members, ['1'], '9', '1');
test('terminating stays while a ready one is not on the gateway', members, ['1', '2 terminating'], '2', '12');
test('terminating goes when every ready one is there', members, ['1', '2 terminating'], '12', '1');
test('terminating does not come', members, ['1', '2 terminating'], '', '1');
test(
  'one new ready address keeps all terminating',
  members,
  ['1', '4', '2 terminating', '3 terminating'],
  '123',
  '1234',
);
test('a gated one that comes keeps nobody', members, ['1', '4 gated', '2 terminating'], '12', '14');
test('but where there is no other it does', members, ['4 gated', '2 terminating'], '2', '24');
test('nothing ready: terminating, also new ones', members, ['1 terminating', '2 notReady'], '2', '1');
test('nothing else: not ready ones that are there', members, ['1 notReady', '2 notReady'], '1', '1');
test('not ready ones do not come', members, ['1 notReady'], '', '');
test('not ready goes beside a ready one', members, ['1', '2 notReady'], '12', '1');
test('flapping keeps the place that it has', members, ['1', '2 flapping'], '12', '12');
test('flapping does not come', members, ['1', '2 flapping'], '1', '1');
test('flapping beside what ends', members, ['1 terminating', '2 flapping', '3 notReady'], '123', '12');
test('flapping alone', members, ['1 flapping', '2 notReady', '3 flapping'], '12', '12');
test('nothing', members, [], '12', '');

const pool = (...addresses: readonly string[]): Pool => ({
  namespace: 'shop',
  service: 'web',
  targetPort: 'http',
  targetType: 'pod',
  endpoints: endpoints(...addresses),
});
const NAME = poolPart(live(), pool(), 10).part.name;
const withPool = (...ips: readonly string[]) =>
  live(
    gateway({
      backendAddressPools: [
        {
          name: NAME.toUpperCase(),
          properties: { backendAddresses: [...ips.map((ipAddress) => ({ ipAddress })), { fqdn: 'x.org' }] },
        },
      ],
    }),
  );

test('the name depends on namespace, service, target port and type, not on the members', (t) => {
  const named = (change: Partial<Pool>): string =>
    poolPart(live(), { ...pool('1'), ...change }, 10).part.name;
  t.is(named({}), NAME);
  const others = [{ namespace: 'x' }, { service: 'x' }, { targetPort: '80' }].map(named);
  t.is(new Set([NAME, ...others]).size, 4);
});

test('members on the gateway are found without case', (t) => {
  const { part } = poolPart(withPool('2'), pool('1', '2 terminating'), 10);
  t.deepEqual(part.properties.backendAddresses, [{ ipAddress: '1' }, { ipAddress: '2' }]);
});

const typed = test.macro({
  exec: (t, targetType: Pool['targetType'], expected: object) =>
    t.deepEqual(poolPart(live(), { ...pool('x'), targetType }, 10).part.properties.backendAddresses, [
      expected,
    ]),
  title: (_, targetType: Pool['targetType']) => `members of type ${targetType}`,
});
test(typed, 'node', { ipAddress: 'x' });
test(typed, 'fqdn', { fqdn: 'x' });

test('a name on the gateway is a member as well', (t) => {
  const { part } = poolPart(withPool('1'), pool('x.org terminating', '2'), 10);
  t.deepEqual(part.properties.backendAddresses, [{ ipAddress: '2' }, { ipAddress: 'x.org' }]);
});

test('over the limit, members on the gateway keep their places', (t) => {
  const { part, left } = poolPart(withPool('4', '5'), pool('1', '2', '3', '4', '5'), 3);
  t.deepEqual(
    part.properties.backendAddresses.map(({ ipAddress }) => ipAddress),
    ['1', '4', '5'],
  );
  t.is(left, 2);
});
