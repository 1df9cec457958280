import test from 'ava';
import * as fc from 'fast-check';
import { diagnose, type Source } from '../../../src/diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../../../src/diagnostics/order.ts';

const unused = (name: string | null, host: string, source?: Source) =>
  diagnose(
    'TLS_HOST_UNUSED',
    name === null ? null : { kind: 'Ingress', namespace: 'shop', name },
    { host },
    source,
  );
const SORTED = [
  unused(null, 'a'),
  diagnose('EXACT_ROOT_WIDENED', { kind: 'Ingress', namespace: 'shop', name: 'a' }, { host: 'z' }),
  unused('a', 'a'),
  unused('a', 'b'),
  unused('b', 'a'),
];

test('by object, then code, then detail, whatever order they came in', (t) => {
  fc.assert(
    fc.property(fc.shuffledSubarray(SORTED, { minLength: SORTED.length }), (list) =>
      t.deepEqual(sortDiagnostics(list), SORTED),
    ),
    { numRuns: 30 },
  );
});

test('each once', (t) => t.deepEqual(sortDiagnostics([...SORTED, ...SORTED.toReversed()]), SORTED));

test('the list that is given is left as it was', (t) => {
  const list = SORTED.toReversed();
  sortDiagnostics(list);
  t.deepEqual(list, SORTED.toReversed());
});

test('the same words about two places are two', (t) => {
  const at = (line: number): Source => ({ file: 'a.yaml', line, column: 1 });
  t.is(sortDiagnostics([unused(null, 'a', at(1)), unused(null, 'a', at(9))]).length, 2);
});
