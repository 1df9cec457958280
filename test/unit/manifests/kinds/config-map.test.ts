import test from 'ava';
import { accepted, refusals } from './refusals.ts';

const configMap = (members: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c' },
  ...members,
});
const check = test.macro((t, members: object, ...fields: string[]) => {
  t.deepEqual(refusals(configMap(members)), fields);
});
const half = 'x'.repeat(2 ** 19 + 1);

test('empty', check, {});
test('text and bytes', check, { data: { a: 'text' }, binaryData: { b: 'Yg==' } });
test('a number', check, { data: { a: 5 } }, 'data[a]');
test('no base64', check, { binaryData: { a: 'text!' } }, 'binaryData[a]');
test('key', check, { data: { 'a b': '' } }, 'data');
test('one key in both', check, { data: { a: '' }, binaryData: { a: '' } }, 'binaryData[a]');
test('too large', check, { data: { a: half, b: half } }, 'data');
test('too large with bytes', check, { data: { a: half }, binaryData: { b: btoa(half) } }, 'data');

test('what is read of it', (t) => {
  t.deepEqual(accepted(configMap({ data: { 'ca.crt': 'pem' }, binaryData: { b: '' } })), {
    kind: 'ConfigMap',
    metadata: { namespace: 'default', name: 'c' },
    data: { 'ca.crt': 'pem' },
  });
});
