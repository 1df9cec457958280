/**
 * Custom error pages are fetched once, when a document first names their URL; a page that changes there later is
 * not noticed, as on the real gateway. One that cannot be had is tried again with the next document.
 */
import type { Clock } from '../../clock/clock.ts';
import { ASSUMPTIONS } from './assumptions.ts';
import type { FetchedPages } from './compile/error-pages.ts';
import { ConfigurationError } from './compile/configuration-error.ts';

export type ErrorPageLoader = (urls: ReadonlySet<string>) => Promise<FetchedPages>;

/** The gateway takes pages below 1 MB. */
const LARGEST = 1024 * 1024;
const TIMEOUT_MS = 5000;

export function createErrorPageLoader(clock: Clock, warn: (message: string) => void): ErrorPageLoader {
  let known: FetchedPages = new Map();

  async function load(url: string): Promise<readonly [string, string] | null> {
    try {
      return [url, known.get(url) ?? (await fetchPage(url, clock))];
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      if (!ASSUMPTIONS.unreachableErrorPageIsIgnored)
        throw new ConfigurationError(url, `cannot be fetched: ${reason}`, cause);
      warn(`the error page ${url} cannot be fetched (${reason}); the default page is served`);
      return null;
    }
  }

  return async (urls) => {
    const loaded = await Promise.all([...urls].map(load));
    known = new Map(loaded.filter((page) => page !== null));
    return known;
  };
}

async function fetchPage(url: string, clock: Clock): Promise<string> {
  const over = new AbortController();
  const late = new AbortController();
  clock.sleep(TIMEOUT_MS, over.signal).then(
    () => late.abort(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)),
    () => {},
  );
  try {
    const response = await fetch(url, { signal: late.signal });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    if (bytes.length >= LARGEST) throw new Error('it is not below 1 MB');
    return bytes.toString();
  } finally {
    over.abort();
  }
}
