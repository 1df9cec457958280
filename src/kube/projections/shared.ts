/** Parts that many objects have alike, kept once: the pods of one ReplicaSet differ in little but name and address. */

/** Where so many parts differ, sharing saves little; without a bound the parts of objects that are gone would stay. */
const LIMIT = 2_000;
const KNOWN = new Map<string, unknown>();

export function shared<T extends object>(part: T): T {
  const text = JSON.stringify(part);
  const known = KNOWN.get(text);
  if (known !== undefined) return known as T;
  if (KNOWN.size >= LIMIT) KNOWN.clear();
  KNOWN.set(text, part);
  return part;
}
