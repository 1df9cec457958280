/** Whether some host fits both of two patterns, where `*` stands for any text and `?` for one character. */
export function overlaps(a: string, b: string): boolean {
  // From the ends: `after[j]` says whether what follows `a[i]`, and `b` from j on, have a text in common.
  let after = Array.from({ length: b.length + 1 }, (_, j) => isAllStars(b.slice(j)));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = Array.from({ length: b.length + 1 }, () => false);
    for (let j = b.length; j >= 0; j -= 1) row[j] = fits(a[i]!, b[j], after, row, j);
    after = row;
  }
  return after[0]!;
}

function fits(
  mine: string,
  theirs: string | undefined,
  after: readonly boolean[],
  row: readonly boolean[],
  j: number,
): boolean {
  // A star stands for nothing more, or also for what the other pattern has next.
  if (mine === '*') return after[j]! || (theirs !== undefined && row[j + 1]!);
  if (theirs === '*') return row[j + 1]! || after[j]!;
  return theirs !== undefined && (mine === theirs || mine === '?' || theirs === '?') && after[j + 1]!;
}

const isAllStars = (text: string): boolean => text.replaceAll('*', '') === '';
