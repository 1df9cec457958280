import test from 'ava';
import { createDocket, type Said } from '../../../src/controller/docket.ts';
import { createHeldSet } from '../../../src/controller/held-set.ts';
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';

const WEB = 'Ingress/shop/web';
const API = 'Ingress/shop/api';
const WANTS = new Map([
  [WEB, 'x'],
  [API, 'y'],
]);
const SAID: Said = { code: 'C', message: 'no', more: [] };
const MINUTE = 60_000;

test('who is convicted waits until its time, or until it asks for something else', (t) => {
  const docket = createDocket(createHeldSet());
  t.true(docket.isEmpty());
  docket.convict([WEB], SAID, WANTS, 0);
  t.false(docket.isEmpty());
  t.deepEqual(docket.waiting(WANTS, MINUTE), [WEB]);
  t.deepEqual(docket.waiting(WANTS, 5 * MINUTE), []);
  t.deepEqual(docket.waiting(new Map([[WEB, 'other']]), MINUTE), []);
});

test('who is gone is forgotten', (t) => {
  const docket = createDocket(createHeldSet());
  docket.convict([WEB, API], SAID, WANTS, 0);
  t.deepEqual(docket.waiting(new Map([[API, 'y']]), 0), [API]);
  t.deepEqual(docket.waiting(WANTS, 0), [API]);
});

test('it is told what ARM said, after a restart at least the code', (t) => {
  const held = createHeldSet();
  const vault = diagnose(
    'KEY_VAULT_REFUSED',
    { kind: 'Ingress', namespace: 'shop', name: 'web' },
    { secretId: 's', code: 'D', message: 'denied' },
  );
  const docket = createDocket(held);
  docket.convict([WEB, API], { ...SAID, more: [vault] }, WANTS, 0);
  t.like(docket.tell(WEB, WANTS, 0), [
    { code: 'ARM_HELD_BACK', detail: { code: 'C', message: 'no', kept: true } },
    vault,
  ]);
  t.is(docket.tell(API, WANTS, 0).length, 1, 'what concerns a vault is told to whoever reads from it');
  t.like(createDocket(held).tell(WEB, WANTS, 0), [{ detail: { code: 'C', message: null } }]);
  t.deepEqual(docket.tell(WEB, WANTS, 5 * MINUTE), []);
});

test('what is dropped is dropped until it is forgotten', (t) => {
  const docket = createDocket(createHeldSet());
  docket.convict([WEB], SAID, WANTS, 0);
  docket.drop(WEB);
  t.true(docket.isDropped(WEB));
  t.like(docket.tell(WEB, WANTS, 0), [{ detail: { kept: false } }]);
  docket.forget(WEB);
  t.false(docket.isDropped(WEB));
  t.true(docket.isEmpty());
});
