/** Lines on a terminal, the last of which may be written again. */
import type { Output } from '../io.ts';

export interface Lines {
  readonly line: (text?: string) => void;
  /** For a terminal only: stays until the next line. */
  readonly passing: (text: string) => void;
  /** Before something else writes to the terminal. */
  readonly clear: () => void;
}

const CLEAR_LINE = '\r\u001b[2K';

export function createLines({ write }: Output): Lines {
  let isPassing = false;
  const clear = (): void => {
    if (isPassing) write(CLEAR_LINE);
    isPassing = false;
  };
  return {
    line: (text = '') => {
      clear();
      write(`${text}\n`);
    },
    passing: (text) => {
      write(`${CLEAR_LINE}${text}`);
      isPassing = true;
    },
    clear,
  };
}
