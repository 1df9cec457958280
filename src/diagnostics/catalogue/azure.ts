import { entry } from './entry.ts';

/** What ARM said. */
export const AZURE = {
  ARM_REFUSED: entry<{ code: string; message: string }>(
    'error',
    (d) => `ARM refused the configuration: ${d.code}: ${d.message}`,
    'The last good configuration stays; correct the object that the message names.',
  ),
} as const;
