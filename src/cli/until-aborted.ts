/** Waiting that ends with a signal. */
import { once } from 'node:events';

export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

/** Settles with the work, or resolves as soon as the signal aborts; the work has to end by itself then. */
export async function untilAbortedOr(signal: AbortSignal, work: Promise<unknown>): Promise<void> {
  const waiting = new AbortController();
  try {
    await Promise.race([work, signal.aborted ? null : once(signal, 'abort', { signal: waiting.signal })]);
  } finally {
    waiting.abort();
  }
}
