/** Undoes what was started, the last thing first; safe to run twice. */
export interface Cleanup {
  readonly add: (undo: () => unknown) => void;
  readonly run: () => Promise<void>;
}

export function createCleanup(): Cleanup {
  const undos: (() => unknown)[] = [];
  return {
    add: (undo) => void undos.push(undo),
    run: async () => {
      for (let undo = undos.pop(); undo; undo = undos.pop()) await undo();
    },
  };
}
