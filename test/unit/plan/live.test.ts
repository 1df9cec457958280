import test from 'ava';
import { collectionKey, liveItems, nameOf, ownItems, propertiesOf } from '../../../src/plan/live.ts';
import { INSTANCE, nameIn } from '../../helpers/desired.ts';

test('a collection in its own spelling before any other', (t) => {
  t.is(collectionKey({ properties: { frontEndPorts: [] } }, 'frontendPorts'), 'frontEndPorts');
  t.is(
    collectionKey({ properties: { frontEndPorts: [], frontendPorts: [] } }, 'frontendPorts'),
    'frontendPorts',
  );
  t.is(collectionKey({ properties: {} }, 'frontendPorts'), 'frontendPorts');
});

test('items of what is no list', (t) => {
  t.deepEqual(liveItems({ properties: { probes: null } }, 'probes'), []);
  t.deepEqual(liveItems({ properties: { probes: {} } }, 'probes'), []);
  t.deepEqual([null, 'x', { name: 1 }, {}].map(nameOf), [null, null, null, null]);
  t.deepEqual(propertiesOf({ properties: [] }), {});
});

test('ours are found without case, by kind and instance', (t) => {
  const name = nameIn('probes', 'a').toUpperCase();
  const properties = { probes: [{ name }, { name: 'theirs' }, { name: nameIn('frontendPorts', 'a') }] };
  t.deepEqual([...ownItems({ properties }, INSTANCE).get('probes')!.keys()], [name.toLowerCase()]);
  t.is(ownItems({ properties }, 'k2').get('probes')!.size, 0);
});
