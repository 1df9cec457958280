import test from 'ava';
import { readContent } from '../../../src/manifests/file-content.ts';
import { assemble, type ManifestSet } from '../../../src/manifests/manifest-set.ts';
import { succeed } from '../../../src/manifests/succession.ts';
import { secretYaml } from './temporary-folder.ts';

/** The sets after each version of the files, one second apart. */
async function versions(...all: readonly Record<string, string>[]): Promise<ManifestSet[]> {
  const sets: ManifestSet[] = [];
  for (const [index, files] of all.entries()) {
    const contents = await Promise.all(
      Object.entries(files).map(([file, text]) => readContent(file, Buffer.from(text))),
    );
    sets.push(succeed(sets.at(-1) ?? assemble([]), assemble(contents), contents, index * 1000));
  }
  return sets;
}
const times = (set: ManifestSet | undefined): string[] =>
  (set?.objects ?? [])
    .map(({ object: { metadata } }) => `${metadata.name} ${Date.parse(metadata.creationTimestamp ?? '')}`)
    .sort();
const codes = (set: ManifestSet | undefined): string[] => (set?.diagnostics ?? []).map(({ code }) => code);
const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: p}\n';

test('an object is as old as its first appearance, until it is gone', async (t) => {
  const sets = await versions(
    { a: secretYaml('a') },
    { a: secretYaml('a', 'y'), b: secretYaml('b') },
    { b: secretYaml('b') },
    { c: `${secretYaml('b')}---\n${secretYaml('a')}` },
  );
  t.deepEqual(sets.map(times), [['a 0'], ['a 0', 'b 1000'], ['b 1000'], ['a 3000', 'b 1000']]);
});

test('a time in the file counts', async (t) => {
  const dated = secretYaml('a').replace('name: a', 'name: a\n  creationTimestamp: 1970-01-01T00:00:09Z');
  t.deepEqual((await versions({ a: dated })).map(times), [['a 9000']]);
});

test('an equal object stays the same in memory, also in another file', async (t) => {
  const [first, second] = await versions({ a: secretYaml('a') }, { b: `# moved\n${secretYaml('a')}` });
  t.is(second?.objects[0]?.object, first?.objects[0]?.object);
  t.deepEqual(second?.objects[0]?.source, { file: 'b', line: 2, column: 1 });
});

test('a broken file keeps what is missing in it now, as long as it is broken', async (t) => {
  const sets = await versions(
    { a: secretYaml('a'), p: deployment, b: secretYaml('b') },
    { a: '[', p: '[' },
    { a: '{', p: '[' },
    { a: '', p: '' },
  );
  t.deepEqual(sets.map(times), [['a 0', 'b 0'], ['a 0'], ['a 0'], []]);
  t.deepEqual(
    sets.map(({ workloads }) => workloads.length),
    [1, 1, 1, 0],
  );
  t.is(codes(sets[2]).filter((code) => code === 'LAST_VERSION_KEPT').length, 2);
});

test('an object that is refused keeps its last version, wherever it stands now', async (t) => {
  const refused = secretYaml('a').replace('Secret', 'Secret\ntype: 5');
  const sets = await versions({ a: secretYaml('a') }, { b: refused }, { b: refused }, {});
  t.deepEqual(sets.map(times), [['a 0'], ['a 0'], ['a 0'], []]);
  t.deepEqual(codes(sets[2]), ['OBJECT_INVALID', 'LAST_VERSION_KEPT']);
});

test('an object that moved out of a file that broke is not kept twice', async (t) => {
  const [, second] = await versions({ a: secretYaml('a') }, { a: '[', b: secretYaml('a', 'y') });
  t.deepEqual(times(second), ['a 0']);
  t.deepEqual(codes(second), ['DOCUMENT_UNPARSABLE']);
});
