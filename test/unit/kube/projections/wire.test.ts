import test from 'ava';
import { present } from '../../../../src/kube/projections/wire.ts';

test('members that are undefined are dropped, others that are empty are not', (t) => {
  t.deepEqual(present({ a: undefined, b: 0, c: '', d: false, e: null }), { b: 0, c: '', d: false, e: null });
  t.false('a' in present({ a: undefined }));
});
