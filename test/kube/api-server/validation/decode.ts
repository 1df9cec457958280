/**
 * What fails before validation, while the body is read into the types of a built-in kind: 400, not 422. Of all
 * types only those are checked that manifests and clients really get wrong: label and annotation values, and times
 * in microseconds.
 */
import { isMap, mapAt } from '../objects.ts';
import type { JsonMap } from '../objects.ts';

/** Go parses metav1.MicroTime with exactly six digits; a JavaScript Date has three. */
const MICRO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(?:Z|[+-]\d\d:\d\d)$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

const MICRO_TIMES: Readonly<Record<string, readonly (readonly [section: string | null, member: string])[]>> =
  {
    Lease: [
      ['spec', 'acquireTime'],
      ['spec', 'renewTime'],
    ],
    Event: [[null, 'eventTime']],
  };
const TIMES: typeof MICRO_TIMES = {
  Event: [
    [null, 'firstTimestamp'],
    [null, 'lastTimestamp'],
  ],
};

export function decodingProblem(kind: string, body: JsonMap): string | null {
  for (const name of ['labels', 'annotations']) {
    const wrong = Object.values(mapAt(body['metadata'], name)).find(
      (value) => typeof value !== 'string' && value !== null,
    );
    if (wrong !== undefined) {
      return `json: cannot unmarshal ${typeof wrong} into Go struct field ObjectMeta.metadata.${name} of type string`;
    }
  }
  return (
    timeProblem(body, MICRO_TIMES[kind] ?? [], MICRO_TIME, '2006-01-02T15:04:05.000000Z07:00') ??
    timeProblem(body, TIMES[kind] ?? [], TIME, '2006-01-02T15:04:05Z07:00')
  );
}

function timeProblem(
  body: JsonMap,
  members: readonly (readonly [string | null, string])[],
  form: RegExp,
  layout: string,
): string | null {
  for (const [section, member] of members) {
    const value = (section === null ? body : mapAt(body, section))[member];
    if (value !== undefined && value !== null && !(typeof value === 'string' && form.test(value))) {
      return `parsing time ${JSON.stringify(value)} as "${layout}": cannot parse it`;
    }
  }
  return isMap(body['metadata']) || body['metadata'] === undefined
    ? null
    : 'json: cannot unmarshal into Go struct field metadata of type v1.ObjectMeta';
}
