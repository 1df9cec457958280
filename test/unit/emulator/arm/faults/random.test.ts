import test from 'ava';
import type { CallKind } from '../../../../../src/emulator/arm/faults/fault.ts';
import { FAULT_NAMES, NAMED_FAULTS } from '../../../../../src/emulator/arm/faults/catalogue.ts';
import { randomFaults } from '../../../../../src/emulator/arm/faults/random.ts';
import { ID, smallest, startArm } from '../_harness.ts';

const CALLS: readonly CallKind[] = Array.from(
  { length: 4000 },
  (_, index) => (['get', 'put', 'operation', 'list'] as const)[index % 4]!,
);

function drawn(seed: number, rate: number, calls = CALLS): readonly string[] {
  const names: string[] = [];
  const fault = randomFaults({ seed, rate, onDrawn: (name) => names.push(name) });
  for (const kind of calls) {
    const before = names.length;
    if (!fault.cutsOff?.({ kind, path: '/' })) fault({ kind, path: '/', body: undefined });
    if (names.length === before) names.push('');
  }
  return names;
}

test('the same seed and the same calls meet the same faults; another seed others', (t) => {
  t.deepEqual(drawn(7, 0.05), drawn(7, 0.05));
  t.notDeepEqual(drawn(7, 0.05), drawn(8, 0.05));
});

for (const rate of [0, 0.05, 0.5, 1]) {
  test(`about ${rate} of the calls that there are faults for meet one`, (t) => {
    const share = drawn(1, rate).filter((name) => name !== '').length / 3000;
    t.true(Math.abs(share - rate) <= (rate === 1 ? 0 : 0.03), String(share));
  });
}

test('each fault meets a call of its kind; what only a person mends is not drawn', (t) => {
  const names = drawn(3, 1);
  for (const [index, kind] of CALLS.entries()) {
    const name = FAULT_NAMES.find((known) => known === names[index]);
    if (kind === 'list') t.is(name, undefined);
    else if (name) t.is<CallKind, CallKind>(NAMED_FAULTS[name].on, kind);
  }
  t.false(names.some((name) => name.startsWith('vault') || name.startsWith('subnet')));
  t.is(new Set(names).size - 1, FAULT_NAMES.length - 10, 'all others come');
});

test('faults by chance reach requests', async (t) => {
  const faults = [randomFaults({ seed: 1, rate: 1 })];
  const arm = startArm(t, { faults, gateways: { [ID]: smallest() } });
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () =>
      arm.put(smallest()).then(
        ({ status }) => status,
        () => 'dropped',
      ),
    ),
  );
  t.true(outcomes.includes('dropped') && outcomes.some((status) => Number(status) >= 400));
});
