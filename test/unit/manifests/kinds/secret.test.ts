import test from 'ava';
import { accepted, refusals } from './refusals.ts';

const secret = (members: object) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 's' },
  ...members,
});
const check = test.macro((t, members: object, ...fields: string[]) => {
  t.deepEqual(refusals(secret(members)), fields);
});
const tls = (data: object, more: object = {}) => ({ type: 'kubernetes.io/tls', data, ...more });
const GARBAGE = Buffer.from('garbage').toString('base64');

test('empty', check, {});
test('garbage in a TLS Secret', check, tls({ 'tls.crt': GARBAGE, 'tls.key': GARBAGE }));
test('empty values in a TLS Secret', check, tls({ 'tls.crt': '', 'tls.key': null }));
test('TLS certificate missing', check, tls({ 'tls.key': GARBAGE }), 'data[tls.crt]');
test('TLS key missing', check, tls({ 'tls.crt': GARBAGE }), 'data[tls.key]');
test('TLS data missing', check, { type: 'kubernetes.io/tls' }, 'data[tls.crt]', 'data[tls.key]');
test('TLS key from stringData', check, tls({ 'tls.crt': GARBAGE }, { stringData: { 'tls.key': 'pem' } }));
test('an Opaque Secret may lack them', check, { type: 'Opaque', data: { 'tls.crt': GARBAGE } });
test('no base64', check, { data: { x: 'not base64!' } }, 'data[x]');
test('base64 without padding', check, { data: { x: 'YQ' } }, 'data[x]');
test('value of a wrong type', check, { data: { x: 5 } }, 'data[x]');
test('stringData of a wrong type', check, { stringData: { x: true } }, 'stringData[x]');
test('key', check, { data: { 'a b': '' } }, 'data');
test('key of dots', check, { data: { '..a': '' } }, 'data');
test('too large', check, { data: { x: Buffer.alloc(2 ** 20 + 1).toString('base64') } }, 'data');

test('stringData is merged over data, line breaks in base64 go', (t) => {
  const read = accepted(secret({ data: { a: 'Zmly\nc3Q=\n', b: 'Yg==' }, stringData: { b: 'ü' } }));
  t.deepEqual(read, {
    kind: 'Secret',
    metadata: { namespace: 'default', name: 's' },
    data: { a: 'Zmlyc3Q=', b: Buffer.from('ü').toString('base64') },
  });
});
