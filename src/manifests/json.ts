import { positionsOf, type Document, type ParsedDocument } from './document.ts';
import { itemOffsets, scanValue, skipSpace } from './json-scan.ts';

/** JSON text to documents: one value, or several one after the other as `kubectl` prints them. */
export function readJson(text: string): Document[] {
  try {
    return [documentOf(text, JSON.parse(text), 0, positionsOf(text))];
  } catch {
    return readStream(text);
  }
}

function readStream(text: string): Document[] {
  const position = positionsOf(text);
  const documents: Document[] = [];
  for (let start = skipSpace(text, 0); start < text.length;) {
    const end = scanValue(text, start);
    if (typeof end !== 'number')
      return [...documents, { reason: end.reason, position: position(end.offset) }];
    const part = text.slice(start, end);
    documents.push(documentOf(part, JSON.parse(part), start, position));
    start = skipSpace(text, end);
  }
  return documents;
}

/** Places are known for the document and for the items of a List; that is where objects begin. */
function documentOf(
  text: string,
  value: unknown,
  base: number,
  position: ReturnType<typeof positionsOf>,
): ParsedDocument {
  let items: readonly number[] | null = null;
  return {
    value,
    locate: ([first, index]) => {
      if (first !== 'items' || typeof index !== 'number') return position(skipSpace(text, 0) + base);
      items ??= itemOffsets(text);
      return position((items[index] ?? 0) + base);
    },
  };
}
