import { watch, type FSWatcher } from 'node:fs';
import { stat } from 'node:fs/promises';

export interface FolderWatch {
  /**
   * Watches these folders, each without what is below it, and no others; `only` limits a folder to some names in it.
   * Resolves to true if some were not watched before: what happened in them until now may have been missed.
   */
  watch(folders: ReadonlyMap<string, ReadonlySet<string> | 'all'>): Promise<boolean>;
  close(): void;
}
export interface FolderEvents {
  readonly onChange: () => void;
  /** A folder cannot be watched, or no longer. */
  readonly onFailure: (error: Error) => void;
}

/** Node's own recursive watch on Linux takes one inotify watch per file and misses files of new folders. */
export function watchFolders({ onChange, onFailure }: FolderEvents): FolderWatch {
  const watchers = new Map<string, FSWatcher>();

  function drop(key: string): void {
    watchers.get(key)?.close();
    watchers.delete(key);
  }
  function start(key: string, folder: string, only: ReadonlySet<string> | 'all'): void {
    const watcher = watch(folder, (_event, name) => {
      if (only === 'all' || name === null || only.has(name)) onChange();
    });
    watcher.on('error', (error) => {
      drop(key);
      onFailure(error);
    });
    watchers.set(key, watcher);
  }

  return {
    async watch(folders) {
      const wanted = new Map<string, string>();
      for (const folder of folders.keys()) {
        const identity = await identityOf(folder, folders.get(folder)!);
        if (identity !== null) wanted.set(identity, folder);
      }
      for (const key of watchers.keys()) if (!wanted.has(key)) drop(key);
      let added = false;
      for (const [key, folder] of wanted) {
        if (watchers.has(key)) continue;
        try {
          start(key, folder, folders.get(folder)!);
          added = true;
        } catch (error) {
          onFailure(error as Error);
        }
      }
      return added;
    },
    close() {
      for (const key of watchers.keys()) drop(key);
    },
  };
}

/** A folder that was removed and made again is another one, which the old watcher does not see. */
async function identityOf(folder: string, only: ReadonlySet<string> | 'all'): Promise<string | null> {
  try {
    const { dev, ino } = await stat(folder);
    return JSON.stringify([folder, dev, ino, only === 'all' ? only : [...only]]);
  } catch {
    return null;
  }
}
