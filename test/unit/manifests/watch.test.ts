import { once } from 'node:events';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import test, { type ExecutionContext } from 'ava';
import { systemClock } from '../../../src/clock/clock.ts';
import { InputError } from '../../../src/manifests/errors.ts';
import { watchManifests, type WatchedManifests } from '../../../src/manifests/watch.ts';
import { secretYaml, temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

interface Watched {
  readonly folder: TemporaryFolder;
  readonly source: WatchedManifests;
  /** Makes the change and waits until the source tells of one. */
  readonly after: (change: () => Promise<unknown>) => Promise<void>;
}

async function watched(t: ExecutionContext, files: Record<string, string>, paths = ['.']): Promise<Watched> {
  const folder = await temporaryFolder(t, files);
  const source = await watchManifests(paths, {
    cwd: folder.path,
    clock: systemClock,
    stdin: Readable.from([secretYaml('from-stdin')]),
    onError: (error) => t.fail(error.message),
  });
  t.teardown(() => source.close());
  const after = async (change: () => Promise<unknown>): Promise<void> => {
    const changes = new EventTarget();
    const unsubscribe = source.subscribe(() => changes.dispatchEvent(new Event('change')));
    const told = once(changes, 'change', { signal: AbortSignal.timeout(10_000) });
    await change();
    await told;
    unsubscribe();
  };
  return { folder, source, after };
}

/** `name=value` of each Secret, sorted. */
const contents = (source: WatchedManifests): string[] =>
  [...source.snapshot().snapshot.secrets.values()]
    .map(
      ({ metadata, data }) => `${metadata.name}=${Buffer.from(data?.['value'] ?? '', 'base64').toString()}`,
    )
    .sort();
const codes = (source: WatchedManifests): string[] => source.snapshot().diagnostics.map(({ code }) => code);

test('an edit, a broken edit and its repair', async (t) => {
  const { folder, source, after } = await watched(t, {
    'a.yaml': `${secretYaml('a')}---\n${secretYaml('b')}`,
  });
  t.deepEqual(contents(source), ['a=x', 'b=x']);

  await after(() => folder.write('a.yaml', `${secretYaml('a', 'y')}---\n${secretYaml('b')}`));
  t.deepEqual(contents(source), ['a=y', 'b=x']);

  await after(() => folder.write('a.yaml', `${secretYaml('a', 'z')}---\nkind: [\n`));
  t.deepEqual(contents(source), ['a=z', 'b=x']);
  t.deepEqual(codes(source), ['DOCUMENT_UNPARSABLE', 'LAST_VERSION_KEPT']);

  await after(() => folder.write('a.yaml', `${secretYaml('a', 'z')}---\n${secretYaml('b', 'y')}type: 5\n`));
  t.deepEqual(contents(source), ['a=z', 'b=x']);
  t.deepEqual(codes(source), ['OBJECT_INVALID', 'LAST_VERSION_KEPT']);

  await after(() => folder.write('a.yaml', secretYaml('a', 'z')));
  t.deepEqual(contents(source), ['a=z']);
  t.deepEqual(codes(source), []);
});

test('files come and go, in new folders too', async (t) => {
  const { folder, source, after } = await watched(t, { 'a.yaml': secretYaml('a') });
  await after(() => folder.write('b.yaml', secretYaml('b')));
  t.deepEqual(contents(source), ['a=x', 'b=x']);
  await after(() => folder.write('new/deep/c.yaml', secretYaml('c')));
  t.deepEqual(contents(source), ['a=x', 'b=x', 'c=x']);
  await after(() => folder.write('new/deep/c.yaml', secretYaml('c', 'y')));
  t.deepEqual(contents(source), ['a=x', 'b=x', 'c=y']);
  await after(() => rm(join(folder.path, 'a.yaml')));
  t.deepEqual(contents(source), ['b=x', 'c=y']);
  await after(() => rm(join(folder.path, 'new'), { recursive: true }));
  t.deepEqual(contents(source), ['b=x']);
});

test('a file that is written under another name and renamed', async (t) => {
  const { folder, source, after } = await watched(t, { 'a.yaml': secretYaml('a') }, ['a.yaml']);
  for (const value of ['y', 'z']) {
    await after(async () => {
      await folder.write('a.yaml~', secretYaml('a', value));
      await rename(join(folder.path, 'a.yaml~'), join(folder.path, 'a.yaml'));
    });
    t.deepEqual(contents(source), [`a=${value}`]);
  }
});

test('a named file and a named folder that vanish and come back', async (t) => {
  const files = { 'a.yaml': secretYaml('a'), 'dir/b.yaml': secretYaml('b') };
  const { folder, source, after } = await watched(t, files, ['a.yaml', 'dir']);
  await after(() => rm(join(folder.path, 'a.yaml')));
  t.deepEqual(contents(source), ['b=x']);
  t.deepEqual(codes(source), ['FILE_UNREADABLE']);
  await after(() => rm(join(folder.path, 'dir'), { recursive: true }));
  t.deepEqual(contents(source), []);
  await after(() => folder.write('dir/b.yaml', secretYaml('b', 'y')));
  await after(() => folder.write('a.yaml', secretYaml('a', 'y')));
  await after(() => folder.write('dir/b.yaml', secretYaml('b', 'z')));
  t.deepEqual(contents(source), ['a=y', 'b=z']);
  t.deepEqual(codes(source), []);
});

test('several files at once are one change', async (t) => {
  const { folder, source, after } = await watched(t, {});
  let changes = 0;
  source.subscribe(() => (changes += 1));
  await after(() =>
    Promise.all(['a', 'b', 'c', 'd'].map((name) => folder.write(`${name}.yaml`, secretYaml(name)))),
  );
  t.is(changes, 1);
  t.is(contents(source).length, 4);
});

test('what did not change stays the same in memory; standard input stays', async (t) => {
  const { folder, source, after } = await watched(
    t,
    { 'a.yaml': secretYaml('a'), 'b.yaml': secretYaml('b') },
    ['.', '-'],
  );
  const secret = (name: string) => source.snapshot().snapshot.secrets.get(`default/${name}`);
  const before = { a: secret('a'), b: secret('b') };
  await after(() => folder.write('b.yaml', `${secretYaml('new')}---\n${secretYaml('b')}`));
  t.is(secret('a'), before.a);
  t.is(secret('b'), before.b);
  t.deepEqual(contents(source), ['a=x', 'b=x', 'from-stdin=x', 'new=x']);
  t.like(source.current().sources.get('Secret/default/b'), { line: 8 });
});

test('files that are no manifests tell of no change', async (t) => {
  const { folder, source, after } = await watched(t, { 'a.yaml': secretYaml('a') });
  let changes = 0;
  source.subscribe(() => (changes += 1));
  await folder.write('notes.txt', 'x');
  await mkdir(join(folder.path, 'empty'));
  await writeFile(join(folder.path, 'a.yaml'), secretYaml('a'));
  await systemClock.sleep(300); // Nothing tells that nothing was told.
  t.is(changes, 0);
  await after(() => folder.write('a.yaml', `# a comment\n${secretYaml('a')}`));
  t.is(changes, 1);
});

test('where folders cannot be watched they are polled, and that is told once', async (t) => {
  const folder = await temporaryFolder(t, { 'a.yaml': secretYaml('a') });
  const errors: string[] = [];
  const source = await watchManifests(['.'], {
    cwd: folder.path,
    clock: { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms / 20, signal) },
    onError: (error) => errors.push(error.message),
    watcher: ({ onFailure }) => ({
      watch: async () => {
        onFailure(new Error('no watches left'));
        return false;
      },
      close: () => {},
    }),
  });
  t.teardown(() => source.close());
  for (const value of ['y', 'z']) {
    const told = new Promise<void>((resolve) => source.subscribe(resolve));
    await folder.write('a.yaml', secretYaml('a', value));
    await told;
    t.deepEqual(contents(source), [`a=${value}`]);
  }
  t.deepEqual(errors, ['no watches left']);
});

test('the first reading must be of use', async (t) => {
  const folder = await temporaryFolder(t, { 'a.yaml': 'a: [' });
  const options = { cwd: folder.path, clock: systemClock, onError: () => t.fail() };
  await t.throwsAsync(watchManifests(['no'], options), { instanceOf: InputError, code: 'PATH_ABSENT' });
  await t.throwsAsync(watchManifests(['.'], options), { instanceOf: InputError, code: 'NOTHING_PARSES' });
});

test('after closing nothing is told', async (t) => {
  const { folder, source } = await watched(t, { 'a.yaml': secretYaml('a') });
  source.subscribe(() => t.fail());
  await folder.write('a.yaml', secretYaml('a', 'y'));
  await source.close();
  t.deepEqual(contents(source), ['a=x']);
});
