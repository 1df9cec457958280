/** A socket that cannot be had is the user's to solve. */
import { CliFailure } from '../failure.ts';

const CODES: ReadonlySet<unknown> = new Set(['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ERR_SOCKET_BAD_PORT']);

export const isPortFailure = (error: unknown): boolean => findReason(error) !== null;

/** For `catch`: everything else is thrown on. */
export function refusePort(error: unknown, advice: string): never {
  const reason = findReason(error);
  throw reason ? new CliFailure(`${reason.message}; ${advice}`, { cause: error }) : error;
}

function findReason(error: unknown): Error | null {
  if (!(error instanceof Error)) return null;
  return 'code' in error && CODES.has(error.code) ? error : findReason(error.cause);
}
