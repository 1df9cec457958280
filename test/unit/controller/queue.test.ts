import test from 'ava';
import { createQueue } from '../../../src/controller/queue.ts';

test('a key that waits is there once', async (t) => {
  const queue = createQueue<string>();
  for (const key of ['a', 'a', 'b', 'a']) queue.add(key);
  t.is(await queue.take(), 'a');
  t.is(await queue.take(), 'b');
  queue.close();
  t.is(await queue.take(), null);
});

test('a taker that waits gets what comes', async (t) => {
  const queue = createQueue<string>();
  const taken = queue.take();
  queue.add('a');
  t.is(await taken, 'a');
});

test('a key is worked on once at a time, and comes back exactly once', async (t) => {
  const queue = createQueue<string>();
  queue.add('a');
  await queue.take();
  queue.begin('a');
  queue.add('a');
  queue.add('a');
  let again: string | null = 'not yet';
  const taken = queue.take().then((key) => (again = key));
  await Promise.resolve();
  t.is(again, 'not yet');
  queue.done('a');
  t.is(await taken, 'a');
  queue.done('a');
  queue.close();
  t.is(await queue.take(), null);
});

test('what is added between take and begin needs no run of its own', async (t) => {
  const queue = createQueue<string>();
  queue.add('a');
  await queue.take();
  queue.add('a');
  queue.begin('a');
  queue.done('a');
  queue.close();
  t.is(await queue.take(), null);
});

test('closing lets every taker go, also later ones', async (t) => {
  const queue = createQueue<string>();
  const takers = [queue.take(), queue.take()];
  queue.close();
  t.deepEqual(await Promise.all(takers), [null, null]);
  queue.add('a');
  t.is(await queue.take(), null);
});
