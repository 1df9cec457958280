import test from 'ava';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { withOwnOf } from '../../../src/plan/last-good.ts';
import { blankGateway, INSTANCE, nameIn } from '../../helpers/desired.ts';

const POOL = nameIn('backendAddressPools', 'web');
const NEW_POOL = nameIn('backendAddressPools', 'new');
const CERTIFICATE = nameIn('sslCertificates', 'a');
const pools = (...names: string[]): RawGateway['properties'] => ({
  backendAddressPools: names.map((name) => ({ name, properties: { backendAddresses: [] } })),
});

const served = ({ properties }: RawGateway, collection = 'backendAddressPools'): readonly string[] =>
  ((properties[collection] ?? []) as { name: string }[]).map(({ name }) => name);

test('ours is as it was, theirs as it is shown', (t) => {
  const before = blankGateway(pools('theirs', POOL));
  const shown = blankGateway(pools('theirs-new', NEW_POOL));
  t.deepEqual(served(withOwnOf(shown, before, INSTANCE)), ['theirs-new', POOL]);
});

test('the spelling of the shown document holds', (t) => {
  const shown = blankGateway({ backendaddresspools: [{ name: 'theirs' }] });
  const { properties } = withOwnOf(shown, blankGateway(pools(POOL)), INSTANCE);
  t.deepEqual(
    (properties['backendaddresspools'] as { name: string }[]).map(({ name }) => name),
    ['theirs', POOL],
  );
});

test('what neither has does not come to be', (t) => {
  const { properties } = withOwnOf({ ...blankGateway(), properties: {} }, blankGateway(), INSTANCE);
  t.false('backendAddressPools' in properties);
});

test('a certificate that is not shown any more is lost', (t) => {
  const before = blankGateway({ sslCertificates: [{ name: CERTIFICATE }] });
  t.deepEqual(served(withOwnOf(blankGateway(), before, INSTANCE), 'sslCertificates'), []);
  t.deepEqual(served(withOwnOf(before, before, INSTANCE), 'sslCertificates'), [CERTIFICATE]);
});
