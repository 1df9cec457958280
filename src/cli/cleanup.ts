/** Undoes what was started, the last thing first. What is started after that is undone at once. */
export interface Cleanup {
  readonly add: (undo: () => unknown) => void;
  /** Undoes everything even if a part of that fails; rejects with the first failure. Safe to run twice. */
  readonly run: () => Promise<void>;
}

export function createCleanup(): Cleanup {
  const undos: (() => unknown)[] = [];
  let running: Promise<void> | null = null;

  async function undoAll(): Promise<void> {
    const failures: unknown[] = [];
    for (let undo = undos.pop(); undo; undo = undos.pop()) {
      try {
        await undo();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
  const run = (): Promise<void> => (running = (running ?? Promise.resolve()).then(undoAll));
  return {
    add: (undo) => {
      undos.push(undo);
      if (running) void run();
    },
    run,
  };
}
