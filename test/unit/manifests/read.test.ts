import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import test, { type ExecutionContext } from 'ava';
import { diagnose, refText, type Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { render } from '../../../src/diagnostics/render.ts';
import { InputError } from '../../../src/manifests/errors.ts';
import { refOf, sourceOf, withSources, type ManifestSet } from '../../../src/manifests/manifest-set.ts';
import { readManifests } from '../../../src/manifests/read.ts';
import { secretYaml, temporaryFolder } from './temporary-folder.ts';

async function read(
  t: ExecutionContext,
  files: Record<string, string>,
  paths: string[] = ['.'],
): Promise<ManifestSet> {
  return readManifests(paths, { cwd: (await temporaryFolder(t, files)).path });
}
const fromStdin = (text: string): Promise<ManifestSet> =>
  readManifests(['-'], { cwd: '/', stdin: Readable.from([Buffer.from(text)]) });

const keys = (set: ManifestSet): string[] => set.objects.map(({ object }) => refText(refOf(object)));
const places = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ code, source }) =>
    source ? `${code} ${source.file}:${source.line}:${source.column}` : code,
  );

test('folders are read in the order of names, whatever else is in them', async (t) => {
  const set = await read(t, {
    'b.yaml': secretYaml('b'),
    'a/z.yml': secretYaml('z'),
    'a/y.json': JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'y' } }),
    'notes.txt': 'a: [',
    '.hidden.yaml': 'a: [',
    '.git/x.yaml': 'a: [',
    'C.YAML': secretYaml('c'),
  });
  t.deepEqual(keys(set), ['Secret/default/c', 'Secret/default/y', 'Secret/default/z', 'Secret/default/b']);
  t.deepEqual(set.diagnostics, []);
  t.deepEqual(sourceOf(set, { kind: 'Secret', namespace: 'default', name: 'z' }), {
    file: 'a/z.yml',
    line: 1,
    column: 1,
  });
});

test('paths keep their order; a file with another extension may be named; each file is read once', async (t) => {
  const files = { 'a.yaml': secretYaml('a'), 'b.txt': secretYaml('b') };
  const set = await read(t, files, ['./b.txt', 'a.yaml', '.', './a.yaml']);
  t.deepEqual(keys(set), ['Secret/default/b', 'Secret/default/a']);
  t.deepEqual(
    set.objects.map(({ source }) => source.file),
    ['./b.txt', 'a.yaml'],
  );
  t.deepEqual(set.diagnostics, []);
});

test('standard input', async (t) => {
  const set = await fromStdin(`# x\n---\n${secretYaml('a')}---\n- b\n`);
  t.deepEqual(keys(set), ['Secret/default/a']);
  t.deepEqual(places(set.diagnostics), ['DOCUMENT_NOT_AN_OBJECT -:10:1']);
  t.like(set.objects[0], { source: { file: '-', line: 3, column: 1 } });
});

test('empty input is valid', async (t) => {
  t.like(await fromStdin(''), { documents: 0, diagnostics: [] });
  t.like(await read(t, {}), { documents: 0, diagnostics: [] });
});

test('a bad document harms no other', async (t) => {
  const set = await read(t, { 'a.yaml': `${secretYaml('a')}---\na: b: c\n---\n${secretYaml('b')}` });
  t.deepEqual(keys(set), ['Secret/default/a', 'Secret/default/b']);
  t.deepEqual(places(set.diagnostics), ['DOCUMENT_UNPARSABLE a.yaml:8:4']);
});

test('every field error has the place of its field', async (t) => {
  const text = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {a: on}}
spec:
  rules:
    - host: "*"
      http:
        paths:
          - path: /
            backend: {service: {name: web, port: {number: 80}}}
`;
  const set = await fromStdin(text);
  t.deepEqual(keys(set), []);
  t.deepEqual(places(set.diagnostics), [
    'OBJECT_INVALID -:3:37',
    'OBJECT_INVALID -:6:7',
    'OBJECT_INVALID -:9:13',
  ]);
  t.deepEqual(
    set.diagnostics.map((diagnostic) => render(diagnostic).message.split(':')[0]),
    ['metadata.annotations[a]', 'spec.rules[0].host', 'spec.rules[0].http.paths[0].pathType'],
  );
});

test('kinds that mean nothing are counted once for all', async (t) => {
  const typed = (apiVersion: string, kind: string): string =>
    JSON.stringify({ apiVersion, kind, metadata: { name: 'x' } });
  const set = await fromStdin(
    [
      typed('v1', 'ServiceAccount'),
      typed('batch/v1', 'Job'),
      typed('v1', 'ServiceAccount'),
      typed('apps/v1', 'Deployment'),
    ].join('\n'),
  );
  t.deepEqual(
    [...set.ignored],
    [
      ['Deployment', 1],
      ['Job', 1],
      ['ServiceAccount', 2],
    ],
  );
  t.deepEqual(places(set.diagnostics), ['KINDS_IGNORED']);
  t.deepEqual(
    set.workloads.map(({ object }) => object.kind),
    ['Deployment'],
  );
});

test('of duplicates the last counts, and both places are told', async (t) => {
  const set = await read(t, { 'a.yaml': secretYaml('s', 'old'), 'b.yaml': `---\n${secretYaml('s', 'new')}` });
  t.like(set.objects, [{ object: { data: { value: Buffer.from('new').toString('base64') } } }]);
  t.deepEqual(set.diagnostics, [
    diagnose(
      'OBJECT_DUPLICATE',
      { kind: 'Secret', namespace: 'default', name: 's' },
      { lost: 'a.yaml:1:1', used: 'b.yaml:2:1' },
      { file: 'a.yaml', line: 1, column: 1 },
    ),
  ]);
});

test('a refused duplicate replaces nothing', async (t) => {
  const set = await read(t, { 'a.yaml': secretYaml('s'), 'b.yaml': `${secretYaml('s')}type: 5\n` });
  t.deepEqual(keys(set), ['Secret/default/s']);
  t.deepEqual(places(set.diagnostics), ['OBJECT_INVALID b.yaml:7:1']);
});

test('a legacy Ingress is refused with the version to use', async (t) => {
  const set = await fromStdin('metadata: {name: a}\napiVersion: extensions/v1beta1\nkind: Ingress\n');
  t.deepEqual(places(set.diagnostics), ['OBJECT_VERSION_UNSUPPORTED -:2:1']);
  t.regex(render(set.diagnostics[0]!).message, /use networking\.k8s\.io\/v1\./);
});

test('a List from kubectl, as JSON', async (t) => {
  const item = (name: string): object => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name } });
  const set = await fromStdin(
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [item('a'), item('B')] }, null, 2),
  );
  t.like(set.objects, [{ source: { line: 5, column: 5 } }]);
  t.deepEqual(places(set.diagnostics), ['OBJECT_INVALID -:12:5']);
});

test('diagnostics made elsewhere find the place of their object', async (t) => {
  const set = await fromStdin(secretYaml('a'));
  const about = (name: string): Diagnostic =>
    diagnose('PATH_CASE_INSENSITIVE', { kind: 'Secret', namespace: 'default', name }, { paths: [] });
  t.deepEqual(places(withSources([about('a'), about('b')], set)), [
    'PATH_CASE_INSENSITIVE -:1:1',
    'PATH_CASE_INSENSITIVE',
  ]);
});

const fails = test.macro(async (t, files: Record<string, string>, paths: string[], expected: object) => {
  const error = await t.throwsAsync(read(t, files, paths), { instanceOf: InputError });
  t.like(error, expected);
});
test('an absent path', fails, {}, ['no/such'], {
  code: 'PATH_ABSENT',
  message: 'no/such: it does not exist',
});
test('an absent path among others', fails, { 'a.yaml': '' }, ['a.yaml', 'b.yaml'], { code: 'PATH_ABSENT' });
test('an unreadable path', fails, { 'a.yaml': '' }, ['a.yaml/b'], {
  code: 'PATH_UNREADABLE',
  cause: { code: 'ENOTDIR' },
});
test('nothing parses', fails, { 'a.yaml': 'a: [', 'b.yaml': '\0' }, ['.'], {
  code: 'NOTHING_PARSES',
  diagnostics: [{ source: { file: 'a.yaml' } }, { source: { file: 'b.yaml' } }],
});

test('what cannot be read in a folder is told', async (t) => {
  const folder = await temporaryFolder(t, { 'a.yaml': secretYaml('a') });
  await symlink(join(folder.path, 'gone'), join(folder.path, 'b.yaml'));
  await mkdir(join(folder.path, 'c.yaml'));
  const set = await readManifests(['.'], { cwd: folder.path });
  t.deepEqual(keys(set), ['Secret/default/a']);
  t.deepEqual(places(set.diagnostics), ['FILE_UNREADABLE b.yaml:1:1']);
});
