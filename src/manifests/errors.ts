import type { Diagnostic } from '../diagnostics/diagnostic.ts';

export type InputErrorCode = 'PATH_ABSENT' | 'PATH_UNREADABLE' | 'NOTHING_PARSES';

/** There is no input to work on. What is wrong with single documents is a diagnostic instead. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: InputErrorCode;
  /** What was found wrong in each document, where that is the cause. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(
    code: InputErrorCode,
    message: string,
    cause: unknown,
    diagnostics: readonly Diagnostic[] = [],
  ) {
    super(message, { cause });
    this.code = code;
    this.diagnostics = diagnostics;
  }
}
