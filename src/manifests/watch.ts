/**
 * Manifests as a live source: what `readManifests` gives, kept up to date while the files are edited. Events of the
 * file system only say that something may have changed; then everything is scanned again, and unchanged files keep
 * their objects. It stands in for a cluster, so the rules of `succession.ts` apply.
 */
import { basename } from 'node:path';
import type { Clock } from '../clock/clock.ts';
import { createSnapshot } from '../cluster/snapshot.ts';
import type { SnapshotSource } from '../controller/ports.ts';
import { assemble, type ManifestSet } from './manifest-set.ts';
import { folderOf, STDIN } from './paths.ts';
import { assembleInput, readAll, type ReadOptions } from './read.ts';
import { contentsOf, EMPTY_SCAN, scan, type Scan } from './scan.ts';
import { createSettle } from './settle.ts';
import { succeed } from './succession.ts';
import { watchFolders } from './watch-folders.ts';

/** Where the file system reports no changes (inotify limit, network mounts). */
const POLL_MS = 1_000;

export interface WatchOptions extends ReadOptions {
  readonly clock: Clock;
  /** Something went wrong that is no fault of the files; watching goes on, by polling if need be. */
  readonly onError: (error: Error) => void;
}
export interface WatchedManifests extends SnapshotSource {
  /** Objects, workloads and their places as they are now; every object has a creationTimestamp. */
  current(): ManifestSet;
  close(): Promise<void>;
}

/** Rejects like `readManifests` if the first reading is of no use; after that it lives through everything. */
export async function watchManifests(paths: readonly string[], options: WatchOptions): Promise<WatchedManifests> {
  const { clock, cwd, onError } = options;
  const closing = new AbortController();
  const listeners = new Set<() => void>();
  const stdin = paths.includes(STDIN) ? await readAll(options.stdin ?? process.stdin) : new Uint8Array();

  let read = await scan(paths, { cwd, stdin: async () => stdin });
  const first = assembleInput(read);
  let set = succeed(assemble([]), first, contentsOf(read), clock.now());
  let snapshot = snapshotOf(set);
}
