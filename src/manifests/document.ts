/** One document of a file, as both readers (YAML, JSON) hand it on. */

export interface Position {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export type PathKey = string | number;

export interface ParsedDocument {
  readonly value: unknown;
  /** Where the text says the member at this path, or else the nearest member around it. */
  readonly locate: (path: readonly PathKey[]) => Position;
}
export interface BrokenDocument {
  readonly reason: string;
  readonly position: Position;
}
export type Document = ParsedDocument | BrokenDocument;

export const START: Position = { line: 1, column: 1 };

/** Turns offsets of `text` into positions. */
export function positionsOf(text: string): (offset: number) => Position {
  let starts: number[] | null = null;
  return (offset) => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}
