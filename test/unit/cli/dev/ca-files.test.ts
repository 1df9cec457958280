import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import test from 'ava';
import { createCaFiles } from '../../../../src/cli/dev/ca-files.ts';

test('a file for each CA, until they are removed', async (t) => {
  const { paths, remove } = await createCaFiles({ arm: 'ARM', dev: 'DEV' });
  t.deepEqual(Object.keys(paths), ['arm', 'dev']);
  t.is(basename(paths['arm']!), 'arm-ca.pem');
  t.is(await readFile(paths['dev']!, 'utf8'), 'DEV');
  await remove();
  t.false(existsSync(paths['arm']!));
  await t.notThrowsAsync(remove());
});
