/** How long a pod has to serve on, as the leader measures it and the other replicas are told. */

/** Told in such steps, s: it would be another number after each operation. */
const STEP = 5;
/** Less is told only when it is much less: pods that end too early fail requests, too late they only take longer. */
const MUCH_LESS = 0.7;

/** What to tell now; null: what was told holds. */
export function newsOfDrain(measured: number | null, told: number | null): number | null {
  if (measured === null) return null;
  const next = Math.ceil(measured / STEP) * STEP;
  return told === null || next > told || next < told * MUCH_LESS ? next : null;
}
