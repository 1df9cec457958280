import test from 'ava';
import { createCleanup } from '../../../src/cli/cleanup.ts';

test('the last thing first, each once, one after the other', async (t) => {
  const cleanup = createCleanup();
  const done: string[] = [];
  cleanup.add(() => done.push('first'));
  cleanup.add(async () => {
    await Promise.resolve();
    done.push('second');
  });
  await Promise.all([cleanup.run(), cleanup.run()]);
  await cleanup.run();
  t.deepEqual(done, ['second', 'first']);
});

test('a failure stops nothing, and is told', async (t) => {
  const cleanup = createCleanup();
  const done: string[] = [];
  cleanup.add(() => done.push('kept on'));
  cleanup.add(() => Promise.reject(new Error('the first')));
  cleanup.add(() => done.push('before'));
  await t.throwsAsync(cleanup.run(), { message: 'the first' });
  t.deepEqual(done, ['before', 'kept on']);
});

test('what is started too late is undone at once', async (t) => {
  const cleanup = createCleanup();
  await cleanup.run();
  const undone = new Promise<void>((resolve) => cleanup.add(resolve));
  await t.notThrowsAsync(undone);
});
