import test from 'ava';
import { mergePatch } from '../../../../src/cli/emulate/merge-patch.ts';
import { readFaultFile } from '../../../../src/cli/emulate/fault-file.ts';
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
  const fault = await readFaultFile('--faults', 'script', path);
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
    failure: { code: 'C', message: 'm', details: [] },
  });
  t.is(ask('put'), null);
  t.deepEqual(ask('operation'), { kind: 'drop', when: 'before' });
});

test('another writer merges into the document', async (t) => {
  const { path } = await temporaryFolder(t, {
    script: '[{"on":"put","otherWriter":{"after":"1s","merge":{"tags":{"owner":"x"}}}}]',
  });
  const action = (await readFaultFile('--faults', 'script', path))({
    kind: 'put',
    path: '/',
    body: undefined,
  });
  t.like(action, { kind: 'otherWriter', afterMs: 1000 });
  if (action?.kind !== 'otherWriter') return;
  t.deepEqual(action.edit({ tags: { a: 'b' }, properties: {} }), {
    tags: { a: 'b', owner: 'x' },
    properties: {},
  });
});

test('every form of a step', async (t) => {
  const { path } = await temporaryFolder(t, {
    script: `
- { fault: operationHangs }
- { fault: putDroppedUnread, times: 2 }
- { on: put, skip: 1, operation: { canceled: true } }
- { on: put, operation: { vault: firewall } }
- { on: put, surroundings: subnetJoin }
- { on: get, state: { operationalState: Stopped } }
- { on: put, otherWriter: { merge: {} } }
`,
  });
  const fault = await readFaultFile('--faults', 'script', path);
  const ask = (kind: CallKind): FaultAction | null => fault({ kind, path: '/', body: undefined });
  const cutsOff = (): boolean | undefined => fault.cutsOff?.({ kind: 'put', path: '/' });
  t.deepEqual([cutsOff(), cutsOff(), cutsOff()], [true, true, false]);
  t.deepEqual(ask('get'), { kind: 'state', operationalState: 'Stopped' });
  t.deepEqual(
    Array.from({ length: 4 }, () => ask('put')),
    [
      { kind: 'operation', latencyMs: 40 * 60_000 },
      { kind: 'operation', vault: 'firewall' },
      { kind: 'operation', canceled: true },
      { kind: 'surroundings', problem: 'subnetJoin' },
    ],
  );
  const writer = ask('put');
  t.is(writer?.kind === 'otherWriter' ? writer.afterMs : 0, undefined);
  t.is(ask('put'), null);
});

for (const [title, content, reason] of [
  ['no list', '{}', /1:1: .*expected array/],
  ['an unknown call', '[{on: post, delay: 1s}]', /:1:7: 0\.on: /],
  ['no action', '[{on: put}]', /:1:2: 0: needs exactly one/],
  [
    'two actions',
    '- {on: put, delay: 1s}\n- {on: put, delay: 1s, drop: before}',
    /:2:3: 1: needs exactly one/,
  ],
  ['an unknown action', '[{on: put, explode: true}]', /:1:2: 0: .*explode/],
  ['a time without unit', '[{on: put, delay: 5}]', /:1:19: 0\.delay: /],
  ['a status that is none', '[{on: put, answer: {status: 42}}]', /:1:29: 0\.answer\.status: /],
  ['never', '[{on: put, delay: 1s, times: 0}]', /0\.times: /],
  ['less than never', '[{on: put, delay: 1s, skip: -1}]', /0\.skip: /],
  ['a stage that is none', '[{on: put, drop: later}]', /0\.drop: /],
  ['a fault that nobody knows', '- {fault: locked}\n- {fault: flood}', /:2:11: 1\.fault: /],
  ['a known fault with a call', '[{fault: locked, on: put}]', /:1:2: 0: .*on/],
  ['a known fault with an action', '[{fault: locked, delay: 1s}]', /0: .*delay/],
  ['a state that is none', '[{on: get, state: {operationalState: Asleep}}]', /0\.state\.operationalState: /],
  ['no YAML', '- {on: put\n- {', /script:2:1: /],
] as const) {
  test(`refused: ${title}`, async (t) => {
    const { path } = await temporaryFolder(t, { script: content });
    await t.throwsAsync(readFaultFile('--faults', 'script', path), {
      instanceOf: CliFailure,
      message: reason,
    });
  });
}

test('a file that is not there', (t) =>
  t.throwsAsync(readFaultFile('--faults', 'none', '/'), { message: '--faults none: no such file' }));

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
