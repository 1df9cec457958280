import type { User } from '../access/user.ts';
import type { RequestLog, RequestRecord } from '../contracts.ts';
import { qualifiedResource } from '../failures.ts';
import type { Target } from './target.ts';

export interface WritableLog extends RequestLog {
  add(record: RequestRecord): void;
}

export function createRequestLog(): WritableLog {
  let entries: RequestRecord[] = [];
  return {
    get entries() {
      return entries;
    },
    count: (filter) => entries.filter(filter).length,
    clear() {
      entries = [];
    },
    add: (record) => void entries.push(record),
  };
}

export function recordOf(
  request: Pick<RequestRecord, 'at' | 'method' | 'path' | 'query' | 'userAgent'>,
  target: Target,
  user: User | null,
): RequestRecord {
  const common = { ...request, verb: target.verb, user: user?.name ?? '', status: null };
  if ('path' in target) return { ...common, resource: '', subresource: '', namespace: '', name: '' };
  const { subresource, namespace, name } = target;
  return { ...common, resource: qualifiedResource(target), subresource, namespace, name };
}
