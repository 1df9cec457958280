import test from 'ava';
import { unlessAborted } from '../../../src/kube/unless-aborted.ts';

const never = new Promise<never>(() => undefined);

test('work that ends is what it was', async (t) => {
  const { signal } = new AbortController();
  t.is(await unlessAborted(signal, Promise.resolve(1)), 1);
  await t.throwsAsync(unlessAborted(signal, Promise.reject(new Error('refused'))), { message: 'refused' });
});

test('work that does not end is given up with the reason of the signal', async (t) => {
  const controller = new AbortController();
  const waiting = unlessAborted(controller.signal, never);
  controller.abort(new Error('enough'));
  await t.throwsAsync(waiting, { message: 'enough' });
});

test('work that fails after it was given up is nobody’s unhandled rejection', async (t) => {
  const controller = new AbortController();
  const work = Promise.withResolvers<never>();
  const waiting = unlessAborted(controller.signal, work.promise);
  controller.abort(new Error('enough'));
  work.reject(new Error('late'));
  await t.throwsAsync(waiting, { message: 'enough' });
});
