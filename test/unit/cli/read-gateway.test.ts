import test from 'ava';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import { CliFailure } from '../../../src/cli/failure.ts';
import { isResourceId, readGateway } from '../../../src/cli/read-gateway.ts';
import { temporaryFolder } from '../manifests/temporary-folder.ts';

const ID = BLANK_GATEWAY.id!;

for (const [title, content] of [
  ['JSON', JSON.stringify(BLANK_GATEWAY)],
  ['JSON with a byte order mark', `\uFEFF${JSON.stringify(BLANK_GATEWAY)}`],
  ['YAML', `id: ${ID}\nname: dev\nproperties: { sku: { tier: Standard_v2 } }\n`],
] as const) {
  test(`read: ${title}`, async (t) => {
    const { path } = await temporaryFolder(t, { file: content });
    t.like(await readGateway('file', path), { id: ID, name: 'dev' });
  });
}

test('a document without id is the one of a gateway called dev', async (t) => {
  const { path } = await temporaryFolder(t, { file: '{"properties":{}}' });
  t.is((await readGateway('file', path)).id, ID);
});

for (const [title, content, reason] of [
  ['JSON that is cut off', '{"properties":', /JSON/],
  ['YAML that does not parse', 'a: [', /line 1/],
  ['an empty file', '', /not the document/],
  ['manifests', 'kind: Service\n', /properties/],
  [
    'the id of something else',
    '{"id":"/subscriptions/x","properties":{}}',
    /not the id of an application gateway/,
  ],
] as const) {
  test(`refused: ${title}`, async (t) => {
    const { path } = await temporaryFolder(t, { file: content });
    const error = await t.throwsAsync(readGateway('file', path), { instanceOf: CliFailure, message: reason });
    t.true(error.message.startsWith('--gateway file: '));
    t.false(error.message.includes('\n'));
  });
}

test('refused: a file that is not there, and a folder', async (t) => {
  const { path } = await temporaryFolder(t);
  await t.throwsAsync(readGateway('absent', path), { message: '--gateway absent: no such file' });
  await t.throwsAsync(readGateway('.', path), { message: '--gateway .: it is a directory' });
});

for (const [text, is] of [
  [ID, true],
  [ID.toUpperCase(), true],
  ['gateway.json', false],
  ['/tmp/subscriptions/x', false],
] as const) {
  test(`${text} is ${is ? 'an id' : 'a file'}`, (t) => t.is(isResourceId(text), is));
}
