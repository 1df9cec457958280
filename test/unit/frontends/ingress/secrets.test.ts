import test from 'ava';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import { references } from '../../../../src/frontends/ingress/secrets.ts';
import { ingress, type IngressInit } from '../../../helpers/objects.ts';
import { frontendOptions } from '../../../helpers/participants.ts';

const refers = test.macro({
  exec: (t, inits: readonly IngressInit[], secrets: readonly string[]) => {
    const snapshot = createSnapshot(inits.map(ingress), 0);
    t.deepEqual([...references(snapshot, frontendOptions()).secrets].sort(), secrets);
  },
  title: (name) => name!,
});

test(
  'each once, by namespace and name',
  refers,
  [
    { name: 'a', tls: [['one', 'a.com'], ['two']] },
    { name: 'b', tls: [['one', 'b.com']] },
  ],
  ['shop/one', 'shop/two'],
);
test('none without tls', refers, [{ name: 'a', rules: { 'a.com': ['/ web'] } }], []);
test(
  'none of an Ingress of another class',
  refers,
  [{ name: 'a', className: 'other', tls: [['one', 'a.com']] }],
  [],
);
