import test from 'ava';
import { mergePatch } from '../../../../src/cli/emulate/merge-patch.ts';
import { readFaults } from '../../../../src/cli/emulate/faults.ts';
import { CliFailure } from '../../../../src/cli/failure.ts';
import type { CallKind, FaultAction } from '../../../../src/emulator/arm/faults/fault.ts';
import { temporaryFolder } from '../../manifests/temporary-folder.ts';

test('steps are used for the next calls of their kind', async (t) => {
  const { path } = await temporaryFolder(t, {
    script: `
- { on: put, answer: { status: 429, headers: { retry-after: "10" }, body: { error: { code: X } } }, times: 2 }
- { on: put, operation: { latency: 3m, failure: { code: C, message: m } } }
- { on: get, delay: 5s }
- { on: operation, drop: before }
`,
  });
  const fault = await readFaults('script', path);
  const ask = (kind: CallKind): FaultAction | null => fault({ kind, path: '/', body: undefined });
  const tooMany = {
    kind: 'answer',
    answer: { status: 429, headers: { 'retry-after': '10' }, body: { error: { code: 'X' } } },
  } as const;
  t.deepEqual(ask('put'), tooMany);
  t.deepEqual(ask('get'), { kind: 'delay', ms: 5000 });
  t.deepEqual(ask('put'), tooMany);
  t.deepEqual(ask('put'), {
    kind: 'operation',
    latencyMs: 180_000,
    failure: { code: 'C', message: 'm' },
  });
  t.is(ask('put'), null);
  t.deepEqual(ask('operation'), { kind: 'drop', when: 'before' });
});

test('another writer merges into the document', async (t) => {
  const { path } = await temporaryFolder(t, {
    script: '[{"on":"put","otherWriter":{"after":"1s","merge":{"tags":{"owner":"x"}}}}]',
  });
  const action = (await readFaults('script', path))({ kind: 'put', path: '/', body: undefined });
  t.like(action, { kind: 'otherWriter', afterMs: 1000 });
  if (action?.kind !== 'otherWriter') return;
  t.deepEqual(action.edit({ tags: { a: 'b' }, properties: {} }), {
    tags: { a: 'b', owner: 'x' },
    properties: {},
  });
});

for (const [title, content, reason] of [
  ['no list', '{}', /expected array/],
  ['an unknown call', '[{on: post, delay: 1s}]', /0\.on: /],
  ['no action', '[{on: put}]', /0: needs exactly one/],
  ['two actions', '[{on: put, delay: 1s, drop: before}]', /0: needs exactly one/],
  ['an unknown action', '[{on: put, explode: true}]', /explode/],
  ['a time without unit', '[{on: put, delay: 5}]', /0\.delay: /],
  ['a status that is none', '[{on: put, answer: {status: 42}}]', /0\.answer\.status: /],
  ['never', '[{on: put, delay: 1s, times: 0}]', /0\.times: /],
] as const) {
  test(`refused: ${title}`, async (t) => {
    const { path } = await temporaryFolder(t, { script: content });
    await t.throwsAsync(readFaults('script', path), { instanceOf: CliFailure, message: reason });
  });
}

/** The cases of RFC 7396, appendix A. */
for (const [target, patch, result] of [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
] as const) {
  test(`${JSON.stringify(target)} with ${JSON.stringify(patch)}`, (t) =>
    t.deepEqual(mergePatch(target, patch) as unknown, result as unknown));
}
