import test from 'ava';
import type { Document, PathKey } from '../../../src/manifests/document.ts';
import { readDocuments, YAML_BYTE_LIMIT } from '../../../src/manifests/documents.ts';

async function read(text: string | Uint8Array, file = 'a.yaml'): Promise<Document[]> {
  const documents = await readDocuments(file, Buffer.from(text));
  return Symbol.iterator in documents ? [...documents] : [];
}
/** Values, and the places of errors as `line:column`. */
const outline = (documents: readonly Document[]): unknown[] =>
  documents.map((document) =>
    'value' in document ? document.value : `${document.position.line}:${document.position.column}`,
  );
const check = test.macro(async (t, text: string | Uint8Array, expected: unknown[], file?: string) => {
  t.deepEqual(outline(await read(text, file)), expected);
});

test('several documents', check, 'a: 1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]);
test('a bad document among good ones', check, 'a: 1\n---\nb: [1,\n---\nc: 3\n', [{ a: 1 }, '3:7', { c: 3 }]);
test('an open quote ends with its document', check, 'a: "x\n---\nb: 2\n', ['1:6', { b: 2 }]);
test('a tab as indentation', check, 'a:\n\tb: 1\n', ['2:1']);
test('a nested mapping on one line', check, 'ok: 1\n---\na: b: c\n', [{ ok: 1 }, '3:4']);
test('the same key twice', check, 'a: 1\nb: 2\na: 3\n', ['3:1']);
test('tabs after values, CRLF, a byte order mark', check, '\ufeffa: 1\t# x\r\nb: 2\r\n', [{ a: 1, b: 2 }]);
test('UTF-16', check, Buffer.from('\ufeffa: ü\n', 'utf16le'), [{ a: 'ü' }]);
test('empty documents', check, '---\n# nothing\n---\n---\na: 1\n', [null, null, { a: 1 }]);
test('an empty file', check, '', []);
test('anchors', check, 'a: &x {b: 1}\nc: *x\n', [{ a: { b: 1 }, c: { b: 1 } }]);
test('merge keys', check, 'a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\n', [
  { a: { b: 1, c: 2 }, d: { b: 1, c: 3 } },
]);
test('an alias without anchor', check, 'a: 1\n---\na: 1\nb:\n  - *x\n', [{ a: 1 }, '5:5']);
test('an anchor is known in its own document only', check, 'a: &x 1\n---\nb: *x\n', [{ a: 1 }, '3:4']);
test('booleans as kubectl reads them', check, 'a: [yes, No, on, OFF, y, "on", yeS]\n', [
  { a: [true, false, true, false, true, 'on', 'yeS'] },
]);
test('times stay text', check, 'a: 2026-01-02T03:04:05Z\n', [{ a: '2026-01-02T03:04:05Z' }]);
test('binary', check, 'a: 1\nb: \0\n', ['2:4']);
test('not UTF-8', check, Uint8Array.of(0x61, 0x0a, 0x62, 0xff, 0xfe), ['2:2']);
test('a replacement character that is meant', check, 'a: \ufffd\n', [{ a: '\ufffd' }]);
test('deep nesting', async (t) => {
  t.like(await read(`a: ${'['.repeat(100_000)}`), [{ reason: 'it is nested too deeply' }]);
});

test('JSON', check, ' {"a": 1}\n', [{ a: 1 }], 'a.json');
test('JSON values in a row', check, '{"a": 1}\n{"b": 2} ', [{ a: 1 }, { b: 2 }], '-');
test('an error in JSON values in a row', check, '{"a": 1}\n{"b": 2,}\n', [{ a: 1 }, '2:9'], 'a.json');
test('YAML in a JSON file', check, 'a: 1\n', ['1:1'], 'a.json');
test('a JSON file is strict', check, '{"a": 1,}', ['1:9'], 'A.JSON');
test('YAML that begins like JSON', check, '{a: 1}\n---\nb: 2\n', [{ a: 1 }, { b: 2 }], '-');
test('an empty JSON file', check, '\n', [], 'a.json');

test('aliases that multiply are refused, many plain ones are not', async (t) => {
  const bomb = [
    'a0: &a0 [x]',
    ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`),
  ];
  t.deepEqual(outline(await read(bomb.join('\n'))), ['1:1']);
  const [plain] = await read(`a: &a {b: c}\nl: [${'*a,'.repeat(500)}]`);
  t.true(plain && 'value' in plain);
});

const YAML = `
# a comment
kind: X
spec: &spec
  rules:
    - host: a
      path: /
    - {host: b}
copy: *spec
`;
const place = test.macro(
  async (t, text: string, file: string, path: readonly PathKey[], expected: string) => {
    const [document] = await read(text, file);
    if (!document || !('locate' in document)) return t.fail();
    const { line, column } = document.locate(path);
    t.is(`${line}:${column}`, expected);
  },
);
test('place of the document', place, YAML, 'a.yaml', [], '3:1');
test('place of a field', place, YAML, 'a.yaml', ['spec', 'rules', 0, 'path'], '7:7');
test('place of an element', place, YAML, 'a.yaml', ['spec', 'rules', 1], '8:7');
test('place of a field in a flow map', place, YAML, 'a.yaml', ['spec', 'rules', 1, 'host'], '8:8');
test('place of what is missing', place, YAML, 'a.yaml', ['spec', 'rules', 1, 'http', 'paths'], '8:7');
test('place behind an alias', place, YAML, 'a.yaml', ['copy', 'rules', 0, 'host'], '6:7');
const LIST = '{"kind": "List",\n "items": [{},\n  {"a": 1}]}';
test('place of a JSON document', place, LIST, 'a.json', ['kind'], '1:1');
test('place of an item in JSON', place, LIST, 'a.json', ['items', 1, 'a'], '3:3');

test('too large for YAML, not for JSON', async (t) => {
  const text = JSON.stringify({ a: 'x'.repeat(YAML_BYTE_LIMIT) });
  t.is((await read(text)).length, 1);
  t.deepEqual(await readDocuments('a.yaml', Buffer.from(`# ${text}`)), {
    format: 'YAML',
    megabytes: 17,
    limit: 16,
  });
  t.like(outline(await read(text.slice(0, -1), '-')), ['1:16777224']);
});
