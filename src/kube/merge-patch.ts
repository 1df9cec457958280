/** What a JSON merge patch (RFC 7396) has to say to make one object of another; lists go as a whole. */
import { isDeepStrictEqual } from 'node:util';

type Members = { readonly [member: string]: unknown };

/** Null where nothing differs. */
export function mergePatch(before: Members, after: Members): Members | null {
  const patch: { [member: string]: unknown } = {};
  for (const member of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, wanted] = [before[member], after[member]];
    if (isDeepStrictEqual(old, wanted)) continue;
    patch[member] = isMembers(old) && isMembers(wanted) ? mergePatch(old, wanted) : (wanted ?? null);
  }
  return Object.keys(patch).length === 0 ? null : patch;
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
