/**
 * The fewest PUTs that somebody needs who knows the future: each change has to be in a PUT that starts at most
 * `freshness` after it, and two PUTs start at least `apart`. To start as late as the oldest change allows is best, since
 * whatever comes until then is in it too; nothing earlier could save a later one.
 */
export function fewestPuts(changes: readonly number[], freshness: number, apart: number): number {
  let puts = 0;
  let last = -Infinity;
  for (const at of changes.toSorted((a, b) => a - b)) {
    if (at <= last) continue;
    last = Math.max(at + freshness, last + apart);
    puts += 1;
  }
  return puts;
}
