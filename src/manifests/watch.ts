/**
 * Manifests as a live source: what `readManifests` gives, kept up to date while the files are edited. Events of the
 * file system only say that something may have changed; then everything is scanned again, and unchanged files keep
 * their objects. It stands in for a cluster, so the rules of `succession.ts` apply.
 */
import { basename, dirname, resolve } from 'node:path';
import type { Clock } from '../clock/clock.ts';
import { createSnapshot, type Snapshot } from '../cluster/snapshot.ts';
import type { SnapshotSource } from '../controller/ports.ts';
import { assemble, type ManifestSet } from './manifest-set.ts';
import { STDIN } from './paths.ts';
import { assembleInput, readAll, type ReadOptions } from './read.ts';
import { contentsOf, scan, type Scan } from './scan.ts';
import { succeed } from './succession.ts';
import { watchFolders } from './watch-folders.ts';
import { whenQuiet } from './when-quiet.ts';

/** Where the file system reports no changes (inotify limit, network mounts). */
const POLL_MS = 1_000;

export interface WatchOptions extends ReadOptions {
  readonly clock: Clock;
  /** Something went wrong that is no fault of the files; watching goes on, by polling if need be. */
  readonly onError: (error: Error) => void;
  /** How changes of folders are noticed. */
  readonly watcher?: typeof watchFolders;
}
export interface WatchedManifests extends SnapshotSource {
  /** Objects, workloads and their places as they are now; every object has a creationTimestamp. */
  current(): ManifestSet;
  close(): Promise<void>;
}

/** Rejects like `readManifests` if the first reading is of no use; after that it lives through everything. */
export async function watchManifests(
  paths: readonly string[],
  options: WatchOptions,
): Promise<WatchedManifests> {
  const { clock, cwd, onError, watcher = watchFolders } = options;
  const input = paths.includes(STDIN) ? await readAll(options.stdin ?? process.stdin) : new Uint8Array();
  const rescan = (last?: Scan): Promise<Scan> => scan(paths, { cwd, stdin: async () => input }, last);
  const listeners = new Set<() => void>();
  const closing = new AbortController();

  let read = await rescan();
  let set = succeed(assemble([]), assembleInput(read), contentsOf(read), clock.now());
  let snapshot = snapshotOf(set, clock.now());

  async function refresh(): Promise<void> {
    const last = read;
    read = await rescan(last);
    await watchAll();
    if (sameContents(last, read)) return;
    const contents = contentsOf(read);
    set = succeed(set, assemble(contents), contents, clock.now());
    snapshot = snapshotOf(set, clock.now());
    for (const listener of listeners) listener();
  }
  async function watchAll(): Promise<void> {
    if (await folders.watch(foldersToWatch(paths, cwd, read))) changes.notice();
  }

  let isPolling = false;
  async function poll(): Promise<void> {
    isPolling = true;
    while (!closing.signal.aborted) {
      changes.notice();
      await clock.sleep(POLL_MS, closing.signal).catch(() => {});
    }
  }

  const changes = whenQuiet(clock, refresh, onError);
  const folders = watcher({
    onChange: () => changes.notice(),
    onFailure: (error) => {
      if (isPolling) return;
      onError(error);
      void poll();
    },
  });
  await watchAll();

  return {
    snapshot: () => ({ snapshot: { ...snapshot, at: clock.now() }, diagnostics: set.diagnostics }),
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    current: () => set,
    async close() {
      closing.abort();
      await changes.stop();
      folders.close();
    },
  };
}

const snapshotOf = (set: ManifestSet, at: number): Snapshot =>
  createSnapshot(
    set.objects.map(({ object }) => object),
    at,
  );

function sameContents(a: Scan, b: Scan): boolean {
  const before = contentsOf(a);
  const after = contentsOf(b);
  return before.length === after.length && before.every((content, index) => content === after[index]);
}

/** All folders that hold files, and those around the given paths, for these may be replaced themselves. */
function foldersToWatch(
  paths: readonly string[],
  cwd: string,
  read: Scan,
): Map<string, ReadonlySet<string> | 'all'> {
  const around = new Map<string, Set<string>>();
  for (const path of paths.filter((path) => path !== STDIN).map((path) => resolve(cwd, path))) {
    const names = around.get(dirname(path)) ?? new Set();
    around.set(dirname(path), names.add(basename(path)));
  }
  return new Map<string, ReadonlySet<string> | 'all'>([
    ...around,
    ...read.folders.map((folder) => [folder, 'all'] as const),
  ]);
}
