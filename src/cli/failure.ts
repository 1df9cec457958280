/** Why a command gave no answer: the reason goes to standard error, without a stack trace. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly code = 'NO_ANSWER';
}

/** Exit codes of every command (design, section 5). */
export const EXIT = { ok: 0, noAnswer: 1, changes: 2, errors: 3, bug: 70 } as const;
