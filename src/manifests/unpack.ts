import type { PathKey } from './document.ts';
import { isRecord } from './kinds/fields.ts';

export interface Unpacked {
  readonly value: unknown;
  /** Where it stands in its document. */
  readonly path: readonly PathKey[];
}

/** A `List`, or an `IngressList` and the like, stands for its items; Lists may hold Lists. */
export function* unpack(value: unknown, path: readonly PathKey[] = []): Generator<Unpacked> {
  if (!isList(value)) {
    yield { value, path };
    return;
  }
  for (const [index, item] of value.items.entries()) {
    yield* unpack(withTypeOf(value, item), [...path, 'items', index]);
  }
}

interface List {
  readonly apiVersion?: unknown;
  readonly kind: string;
  readonly items: readonly unknown[];
}

const isList = (value: unknown): value is List =>
  isRecord(value) &&
  typeof value['kind'] === 'string' &&
  value['kind'].endsWith('List') &&
  Array.isArray(value['items']);

/** In the typed lists of the API itself the items do not repeat the type. */
function withTypeOf(list: List, item: unknown): unknown {
  if (list.kind === 'List' || !isRecord(item) || 'kind' in item) return item;
  return { apiVersion: list.apiVersion, kind: list.kind.slice(0, -'List'.length), ...item };
}
