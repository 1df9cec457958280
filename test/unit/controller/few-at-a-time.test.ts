import test from 'ava';
import { fewAtATime } from '../../../src/controller/few-at-a-time.ts';
import { createVirtualClock } from '../../helpers/virtual-clock.ts';

test('all are worked on, in order, no more than the limit at once', async (t) => {
  const clock = createVirtualClock();
  const began: string[] = [];
  const done = fewAtATime('abcde', 2, async (item) => {
    began.push(`${item} ${clock.now()}`);
    await clock.sleep(item === 'a' ? 25 : 10);
  });
  await clock.pass(100);
  await done;
  t.deepEqual(began, ['a 0', 'b 0', 'c 10', 'd 20', 'e 25']);
});

test('nothing to do', async (t) => {
  await t.notThrowsAsync(fewAtATime([], 2, () => Promise.reject(new Error('not asked for'))));
});

test('a failure comes out', async (t) => {
  const work = async (item: number): Promise<void> => {
    if (item === 2) throw new Error('two');
  };
  await t.throwsAsync(fewAtATime([1, 2, 3], 2, work), { message: 'two' });
});
