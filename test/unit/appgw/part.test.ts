import test from 'ava';
import { makePart, reference, referenceTo } from '../../../src/appgw/part.ts';
import { GATEWAY_ID, live } from '../../helpers/routing.ts';

test('equal identity, equal name; the readable part does not count', (t) => {
  const name = (identity: readonly (string | number)[], readable = 'x'): string =>
    makePart(live(), 'frontendPorts', identity, readable, { port: 80 }).name;
  t.is(name(['a', 1]), name(['a', 1]));
  t.is(name(['a', 1], 'y').split('.')[3], name(['a', 1]).split('.')[3]);
  t.not(name(['a', 1]), name(['a1']));
});

test('references are whole ids', (t) => {
  const part = makePart(live(), 'frontendPorts', [80], '80', { port: 80 });
  t.deepEqual(referenceTo(live(), part), { id: `${GATEWAY_ID}/frontendPorts/${part.name}` });
  t.deepEqual(reference(live(), 'probes', 'p'), { id: `${GATEWAY_ID}/probes/p` });
});
