/** Which combinations of resourceVersion and its companions a list and a watch take. */
import { badRequest, cause, invalid } from '../failures.ts';
import type { Cause } from '../failures.ts';
import type { StreamingLists } from '../cluster.ts';

const OPTIONS = { group: 'meta.k8s.io', kind: 'ListOptions' };

/** The number, 0 included; null where none is asked for. */
export function revisionOf(query: URLSearchParams): number | null {
  const text = query.get('resourceVersion') ?? '';
  if (text === '') return null;
  if (!/^\d+$/.test(text)) {
    throw badRequest(`resourceVersion: Invalid value: "${text}": strconv.ParseUint: invalid syntax`);
  }
  return Number(text);
}

export function checkListParameters(
  query: URLSearchParams,
  verb: 'list' | 'watch',
  streamingLists: StreamingLists = 'served',
): void {
  const causes = verb === 'list' ? listCauses(query) : watchCauses(query, streamingLists);
  if (causes.length > 0) throw invalid(OPTIONS, '', causes);
}

const has = (query: URLSearchParams, name: string): boolean => (query.get(name) ?? '') !== '';
const forbid = (field: string, why: string): Cause => cause(field, why, 'FieldValueForbidden');

function listCauses(query: URLSearchParams): Cause[] {
  const match = query.get('resourceVersionMatch') ?? '';
  const isPinned = has(query, 'resourceVersion') && query.get('resourceVersion') !== '0';
  if (has(query, 'continue') && isPinned) {
    throw badRequest('specifying resource version is not allowed when using continue');
  }
  const causes: Cause[] = [];
  if (has(query, 'sendInitialEvents')) {
    causes.push(forbid('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  }
  if (match === '') return causes;
  if (!has(query, 'resourceVersion')) {
    causes.push(
      forbid('resourceVersionMatch', 'resourceVersionMatch is forbidden unless resourceVersion is provided'),
    );
  }
  if (match !== 'Exact' && match !== 'NotOlderThan') {
    causes.push(cause('resourceVersionMatch', `"${match}"`, 'FieldValueNotSupported'));
  }
  if (match === 'Exact' && query.get('resourceVersion') === '0') {
    causes.push(
      forbid('resourceVersionMatch', 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'),
    );
  }
  return causes;
}

function watchCauses(query: URLSearchParams, streamingLists: StreamingLists): Cause[] {
  if (streamingLists === 'unknown') return [];
  const match = query.get('resourceVersionMatch') ?? '';
  const isStreaming = has(query, 'sendInitialEvents');
  if (match !== '' && !isStreaming) {
    return [
      forbid(
        'resourceVersionMatch',
        'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      ),
    ];
  }
  if (!isStreaming) return [];
  if (streamingLists === 'forbidden') {
    return [
      forbid(
        'sendInitialEvents',
        'sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled',
      ),
    ];
  }
  return match === 'NotOlderThan'
    ? []
    : [
        forbid(
          'resourceVersionMatch',
          'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
        ),
      ];
}
