/**
 * The fewest PUTs with the future known. Each change of the pool has to be in a PUT that starts between the moment when
 * it is known and the last one that will do; two PUTs start at least `apart`.
 */

export interface Change {
  readonly from: number;
  readonly until: number;
}

/** Where nobody could be in time, Infinity. */
export function fewestPuts(changes: readonly Change[], apart: number): number {
  const times = candidates(changes, apart);
  /** With a PUT at that time as the last one so far: how many there are at the least, all before it being in time. */
  const fewest = new Map<number, number>();
  let best = Infinity;
  for (const time of times) {
    let puts = firstMissed(changes, -Infinity) >= time ? 1 : Infinity;
    for (const [last, before] of fewest)
      if (time - last >= apart && firstMissed(changes, last) >= time) puts = Math.min(puts, before + 1);
    if (puts === Infinity) continue;
    fewest.set(time, puts);
    if (firstMissed(changes, time) === Infinity) best = Math.min(best, puts);
  }
  return changes.length === 0 ? 0 : best;
}

/** With a PUT at that time, and none after it, the first moment at which a later change is too late. */
const firstMissed = (changes: readonly Change[], last: number): number =>
  changes.reduce((first, { from, until }) => (from > last ? Math.min(first, until) : first), Infinity);

/** Each PUT as late as it may be: at the end of a change's time, or so that those that follow are in time. */
function candidates(changes: readonly Change[], apart: number): readonly number[] {
  const ends = [...new Set(changes.map(({ until }) => until))];
  const first = Math.min(...changes.map(({ from }) => from));
  const times = ends.flatMap((end) =>
    Array.from({ length: Math.floor((end - first) / apart) + 1 }, (_, index) => end - index * apart),
  );
  return [...new Set(times)].toSorted((a, b) => a - b);
}
