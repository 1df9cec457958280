/** How long to wait after a failure, by its kind (decision 14). */
import type { ArmError } from './arm-error.ts';

const FIRST_MS = 1000;
const MOST_MS = 60_000;
/** Only an operator or a change of an object can clear these. */
const SLOW_MS = 300_000;

/** `failures` in a row, this one included. */
export function retryDelay(
  { kind, retryAfterMs }: Pick<ArmError, 'kind' | 'retryAfterMs'>,
  failures: number,
): number {
  const backoff = Math.min(MOST_MS, FIRST_MS * 2 ** (failures - 1));
  switch (kind) {
    case 'transient':
    case 'throttled':
    case 'conflict':
      return retryAfterMs ?? backoff;
    case 'invalid':
    case 'forbidden':
    case 'notFound':
    case 'bug':
      return SLOW_MS;
  }
}
