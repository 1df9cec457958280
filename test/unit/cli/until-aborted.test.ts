import test from 'ava';
import { untilAborted, untilAbortedOr } from '../../../src/cli/until-aborted.ts';

const never = new Promise<never>(() => {});

for (const [title, wait] of [
  ['untilAborted', untilAborted],
  ['untilAbortedOr work without end', (signal: AbortSignal) => untilAbortedOr(signal, never)],
] as const) {
  test(`${title} ends with the signal`, async (t) => {
    const stopping = new AbortController();
    const waiting = wait(stopping.signal);
    stopping.abort();
    await t.notThrowsAsync(waiting);
    await t.notThrowsAsync(wait(stopping.signal), 'also with one that came before');
  });
}

test('untilAbortedOr ends with the work, and fails with it', async (t) => {
  const { signal } = new AbortController();
  await t.notThrowsAsync(untilAbortedOr(signal, Promise.resolve(1)));
  await t.throwsAsync(untilAbortedOr(signal, Promise.reject(new Error('failed'))), { message: 'failed' });
});
