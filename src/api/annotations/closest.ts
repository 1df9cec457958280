/** The word that was perhaps meant: at most a third of it is to be changed, added, left out or swapped. */
export function closest<W extends string>(text: string, words: readonly W[]): W | null {
  const ranked = words
    // The distance is at least the difference in length: no work for a text that is too long for all of them.
    .filter((word) => Math.abs(word.length - text.length) <= mostChanges(word))
    .map((word) => ({ word, distance: distanceOf(text.toLowerCase(), word) }))
    .sort((a, b) => a.distance - b.distance || (a.word < b.word ? -1 : 1));
  const best = ranked[0];
  return best && best.distance <= mostChanges(best.word) ? best.word : null;
}

const mostChanges = (word: string): number => Math.max(1, Math.floor(word.length / 3));

/** Optimal string alignment: Levenshtein's distance, neighbours that are swapped counting once. */
function distanceOf(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const steps = [rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + cost];
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(...steps, isSwap ? rows[i - 2]![j - 2]! + 1 : Infinity));
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
