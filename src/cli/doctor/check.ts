/** What a check says: data in, one of these out. It asks nothing itself. */
export type Verdict = 'pass' | 'fail' | 'warn' | 'skip';

export interface CheckResult {
  readonly title: string;
  readonly verdict: Verdict;
  /** What is so. */
  readonly detail: string;
  /** What to do about it. */
  readonly hint: string | null;
}

export const pass = (title: string, detail: string): CheckResult => ({
  title,
  verdict: 'pass',
  detail,
  hint: null,
});
export const fail = (title: string, detail: string, hint: string): CheckResult => ({
  title,
  verdict: 'fail',
  detail,
  hint,
});
export const warn = (title: string, detail: string, hint: string): CheckResult => ({
  title,
  verdict: 'warn',
  detail,
  hint,
});
/** It could not be found out, and may be well. */
export const skip = (title: string, detail: string, hint: string | null = null): CheckResult => ({
  title,
  verdict: 'skip',
  detail,
  hint,
});

/** Something that was asked for: the answer, or why there is none. */
export type Read<T, E extends Error> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** Whatever else is thrown is a bug. */
export async function read<T, E extends Error>(
  failure: new (...parameters: never[]) => E,
  ask: () => Promise<T>,
): Promise<Read<T, E>> {
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    if (error instanceof failure) return { ok: false, error };
    throw error;
  }
}
