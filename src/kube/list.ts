/** A collection in pages: the memory of one page at a time, and no long block of the event loop. */
import type { KubeClient } from './client.ts';
import { isExpired, KubeError } from './kube-error.ts';
import type { RawObject } from './resources.ts';

export interface ListRequest {
  readonly path: string;
  readonly fieldSelector?: string | undefined;
  readonly signal: AbortSignal;
}

export interface Listed<T> {
  readonly items: readonly T[];
  /** Where a watch goes on. */
  readonly resourceVersion: string;
}

interface Page {
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string };
  readonly items: readonly RawObject[] | null;
}

const PAGE_SIZE = 500;
/** A list that is overtaken by compaction so often is read in one piece. */
const MOST_RESTARTS = 2;

/** Each item is reduced by `read` before the next page is asked for. */
export async function list<T>(
  client: KubeClient,
  request: ListRequest,
  read: (raw: RawObject) => T,
  onPage: () => void,
): Promise<Listed<T>> {
  for (let restarts = 0; restarts < MOST_RESTARTS; restarts += 1) {
    try {
      return await pages(client, request, PAGE_SIZE, read, onPage);
    } catch (error) {
      if (!(error instanceof KubeError && isExpired(error))) throw error;
    }
  }
  return pages(client, request, undefined, read, onPage);
}

async function pages<T>(
  client: KubeClient,
  { path, fieldSelector, signal }: ListRequest,
  limit: number | undefined,
  read: (raw: RawObject) => T,
  onPage: () => void,
): Promise<Listed<T>> {
  const items: T[] = [];
  let next: string | undefined;
  for (;;) {
    const query = { limit, fieldSelector, continue: next };
    const page = await client.request<Page>({ path, query, signal });
    onPage();
    for (const raw of page.items ?? []) items.push(read(raw));
    next = page.metadata.continue || undefined;
    if (next === undefined) return { items, resourceVersion: page.metadata.resourceVersion };
  }
}
