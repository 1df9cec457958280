import test from 'ava';
import { z } from 'zod';
import { readChecked } from '../../../../src/cli/emulate/checked-yaml.ts';
import { temporaryFolder } from '../../manifests/temporary-folder.ts';

const SCHEMA = z.strictObject({ a: z.object({ b: z.array(z.int()) }), on: z.string().optional() });
const read = (path: string) => readChecked('--flag', 'file', path, SCHEMA);

for (const [title, text] of [
  ['YAML', 'a:\n  b: [1, 2]\non: x\n'],
  ['JSON', '{"a": {"b": [1, 2]}, "on": "x"}'],
] as const) {
  test(title, async (t) => {
    const { path } = await temporaryFolder(t, { file: text });
    t.deepEqual(await read(path), { a: { b: [1, 2] }, on: 'x' });
  });
}

for (const [title, text, message] of [
  ['the value', 'a:\n  b:\n    - 1\n    - x\n', /^--flag file:4:7: a\.b\.1: /],
  ['what lacks a member', 'a:\n  c: 1\n', /^--flag file:2:3: a\.b: /],
  ['the whole', 'x', /^--flag file:1:1: /],
  ['an empty file', '', /^--flag file:1:1: /],
  ['a mistake of YAML', 'a: 1\na: 2\n', /^--flag file:2:1: /],
] as const) {
  test(`the place of ${title}`, async (t) => {
    const { path } = await temporaryFolder(t, { file: text });
    await t.throwsAsync(read(path), { name: 'CliFailure', message });
  });
}
