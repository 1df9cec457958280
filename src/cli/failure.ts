/** How a command ends that does not reach its end. */

/** Why a command gave no answer: the reason goes to standard error, without a stack trace. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly code = 'NO_ANSWER';
}

/** Exit codes of every command (design, section 5). */
export const EXIT = { ok: 0, noAnswer: 1, changes: 2, errors: 3, bug: 70 } as const;

/** Whatever nobody caught is our own mistake, and its stack is what a report of it needs. */
export function endsWithBug(bug: unknown): never {
  const trace = bug instanceof Error ? (bug.stack ?? bug.message) : String(bug);
  process.stderr.write(`appgw-ingress: this is a bug of ours: ${trace}\n`);
  process.exit(EXIT.bug);
}
