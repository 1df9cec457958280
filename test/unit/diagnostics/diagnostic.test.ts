import test from 'ava';
import { diagnose, isError, refText, severityOf } from '../../../src/diagnostics/diagnostic.ts';

const INGRESS = { kind: 'Ingress', namespace: 'shop', name: 'web' };

test('only the reference of an object is kept', (t) => {
  const { object } = diagnose('TLS_HOST_UNUSED', { ...INGRESS, uid: '1' } as typeof INGRESS, { host: 'a' });
  t.deepEqual(object, INGRESS);
  t.is(diagnose('TLS_HOST_UNUSED', null, { host: 'a' }).object, null);
});

test('a source is there only where it is known', (t) => {
  t.false('source' in diagnose('TLS_HOST_UNUSED', null, { host: 'a' }));
  const source = { file: 'a.yaml', line: 1, column: 2 };
  t.deepEqual(diagnose('TLS_HOST_UNUSED', null, { host: 'a' }, source).source, source);
});

test('the severity is that of the code', (t) => {
  const error = diagnose('TLS_SECRET_UNNAMED', null, { hosts: [], kept: false });
  t.is(severityOf(error), 'error');
  t.true(isError(error));
  t.false(isError(diagnose('TLS_HOST_UNUSED', null, { host: 'a' })));
});

test('references as text', (t) => {
  t.is(refText(INGRESS), 'Ingress/shop/web');
  t.is(refText({ kind: 'IngressClass', namespace: '', name: 'x' }), 'IngressClass/x');
});
