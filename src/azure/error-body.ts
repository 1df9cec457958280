/** Reads ARM's error bodies: the tree of codes, and the ids and permissions that its texts name. */
import type { ArmErrorDetail, MissingPermission } from '../controller/arm-error.ts';
import { withoutKeys } from './error-text.ts';
import { isObject } from './json.ts';

/** Levels of errors within errors. */
const DEPTH_LIMIT = 16;

export interface ErrorNode extends ArmErrorDetail {
  readonly depth: number;
}

/** All entries of `{"error": …}` (or of a bare error), `details` and `innererror` included, outermost first. */
export function readErrors(body: unknown): readonly ErrorNode[] {
  return isObject(body) ? flatten(body['error'] ?? body, 0) : [];
}

function flatten(error: unknown, depth: number): readonly ErrorNode[] {
  if (!isObject(error) || depth > DEPTH_LIMIT) return [];
  const { code, message, details, innererror } = error;
  const own =
    typeof code === 'string'
      ? [{ code, message: withoutKeys(typeof message === 'string' ? message : code), depth }]
      : [];
  const inner = [...(Array.isArray(details) ? details : []), innererror];
  return [...own, ...inner.flatMap((child) => flatten(child, depth + 1))];
}

const CHILD_ID = /\/subscriptions\/[^\s'"]+?\/applicationGateways\/[^\s/'",;]+\/[^\s'",;()]+/gi;

/** The ids of a gateway's sub-resources in these texts, each once. */
export function namedChildren(texts: readonly string[]): readonly string[] {
  const ids = texts.flatMap((text) => text.match(CHILD_ID) ?? []);
  return [...new Set(ids.map((id) => id.replace(/[.:\]]+$/, '')))];
}

// "has permission to perform action A on scope S; however, it does not have permission to perform action(s) 'B' on
// the linked scope(s) 'T'" is about B and T, so reading starts at the last "does not have".
const ACTION = /\bactions?(?:\(s\))?\s+'?([a-z0-9.]+\/[a-z0-9./*]*[a-z0-9*])/i;
const QUOTED_SCOPE = /\bscopes?(?:\(s\))?\s+'([^']+)'/i;
const BARE_SCOPE = /\/subscriptions\/[^\s'",;]+/i;

export function missingPermission(text: string): MissingPermission | null {
  const start = text.toLowerCase().lastIndexOf('does not have');
  if (start < 0) return null;
  const missing = text.slice(start);
  const action = ACTION.exec(missing)?.[1];
  const scope = QUOTED_SCOPE.exec(missing)?.[1] ?? BARE_SCOPE.exec(missing)?.[0];
  return action === undefined || scope === undefined ? null : { action, scope };
}
