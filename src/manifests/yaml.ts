import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Parser,
  visit,
  type Document as YamlDocument,
  type Node,
  type ScalarTag,
} from 'yaml';
import { positionsOf, type Document, type PathKey, type Position } from './document.ts';

/** `kubectl` reads these as booleans too, as YAML 1.1 did: an annotation `on` without quotes is not a string. */
const oldBoolean: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/,
  resolve: (text) => /^(?:y|on)/i.test(text),
};

/** How often the aliases of a document may copy one anchor, nested ones multiplied. */
const ALIAS_LIMIT = 1_000;

/** Where a document begins. Nothing inside of a document can look like it. */
const DOCUMENT_START = /^---(?=\s|$)/gm;
/** Directives of the document that begins after them. */
const DIRECTIVE_LINES = /^%[^\n]*\n(?:%[^\n]*\n)*/gm;

/** YAML text to documents, one at a time; what is wrong with one does not touch the others. */
export function* readYaml(text: string): Generator<Document> {
  const position = positionsOf(text);
  const directives = new Map(
    Array.from(text.matchAll(DIRECTIVE_LINES), ({ index, 0: lines }) => [index + lines.length, index]),
  );
  const starts = [
    0,
    ...Array.from(text.matchAll(DOCUMENT_START), ({ index }) => directives.get(index) ?? index),
  ];
  for (const [index, start] of starts.entries()) {
    // Cut here, because the parser takes all that follows an open quote for a part of it.
    const part = text.slice(start, starts[index + 1]);
    const end = part.trimEnd().length; // What is not closed is missing there, not at the next document.
    yield* readPart(part, (offset) => position(start + Math.min(offset, end)));
  }
}

type PositionAt = (offset: number) => Position;

function* readPart(text: string, position: PositionAt): Generator<Document> {
  const composer = new Composer({
    merge: true,
    logLevel: 'error',
    customTags: (tags) => [oldBoolean, ...tags],
  });
  try {
    for (const document of composer.compose(new Parser().parse(text))) yield convert(document, position);
  } catch (error) {
    yield { reason: reasonOf(error), position: position(0) };
  }
}

function convert(document: YamlDocument.Parsed, position: PositionAt): Document {
  const [error] = document.errors;
  if (error) return { reason: reasonOf(error), position: position(error.pos[0]) };
  const start = document.contents?.range[0] ?? document.range[0];
  try {
    const value: unknown = document.toJS({ maxAliasCount: ALIAS_LIMIT });
    return { value, locate: (path) => position(offsetOf(document, path) ?? start) };
  } catch (thrown) {
    return { reason: reasonOf(thrown), position: position(danglingAlias(document) ?? start) };
  }
}

/** The parser's own words, without its full stop. */
function reasonOf(error: unknown): string {
  const [message = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  return message.includes('call stack') ? 'it is nested too deeply' : message.replace(/[.:]$/, '');
}

function danglingAlias(document: YamlDocument.Parsed): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      offset = alias.range?.[0];
      return visit.BREAK;
    },
  });
  return offset;
}

/** The key (or the element) at the end of `path`, as far as the text has it. */
function offsetOf(document: YamlDocument.Parsed, path: readonly PathKey[]): number | undefined {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0];
  for (const key of path) {
    const [place, value]: readonly [unknown, unknown] = step(
      isAlias(node) ? node.resolve(document) : node,
      key,
    );
    if (!hasRange(place)) break;
    offset = place.range[0];
    node = value;
  }
  return offset;
}

function step(node: unknown, key: PathKey): readonly [place: unknown, value: unknown] {
  if (isSeq(node)) return [node.items[Number(key)], node.items[Number(key)]];
  if (!isMap(node)) return [undefined, undefined];
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
  return [pair?.key, pair?.value];
}

const hasRange = (node: unknown): node is { readonly range: NonNullable<Node['range']> } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
