import test from 'ava';
import { faultsOf } from '../../../../src/cli/emulate/faults.ts';
import { temporaryFolder } from '../../manifests/temporary-folder.ts';

const NONE = { faultSeed: 1, faultRate: 0 };
const SCRIPT = '- { fault: locked }';

test('none asked for: none', async (t) => t.deepEqual(await faultsOf(NONE, '/', t.fail), []));

for (const flag of ['faults', 'fault'] as const) {
  test(`--${flag} FILE`, async (t) => {
    const { path } = await temporaryFolder(t, { good: SCRIPT, bad: '- {}' });
    const [fault] = await faultsOf({ ...NONE, [flag]: 'good' }, path, t.fail);
    t.like(fault?.({ kind: 'put', path: '/', body: undefined }), { kind: 'answer', answer: { status: 429 } });
    await t.throwsAsync(faultsOf({ ...NONE, [flag]: 'bad' }, path, t.fail), {
      message: new RegExp(`^--${flag} bad:1:3: 0`),
    });
  });
}

test('by chance, and told with the seed', async (t) => {
  const told: string[] = [];
  const [fault] = await faultsOf({ faultSeed: 9, faultRate: 1 }, '/', (text) => told.push(text));
  fault?.({ kind: 'operation', path: '/', body: undefined });
  t.regex(told.join('\n'), /^a fault by chance: poll\w+ \(--fault-seed 9\)$/);
});

test('the file comes before chance', async (t) => {
  const { path } = await temporaryFolder(t, { good: SCRIPT });
  t.is((await faultsOf({ faults: 'good', faultSeed: 1, faultRate: 0.5 }, path, () => {})).length, 2);
});
