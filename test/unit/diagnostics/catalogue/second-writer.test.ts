import test from 'ava';
import { SECOND_WRITER, type WriteTraces } from '../../../../src/diagnostics/catalogue/second-writer.ts';

const says = (traces: Partial<WriteTraces>): string =>
  SECOND_WRITER.message({
    ours: [],
    foreign: [],
    tags: [],
    writer: { kind: 'unknown', mark: null },
    ...traces,
  });

test('what is not known is not said', (t) => {
  const text = says({ ours: ['probes/x gone'] });
  t.regex(text, /Of ours: probes\/x gone\. Nothing on the gateway tells who/);
  t.notRegex(text, /Of others|Tags/);
});

test('at most five of each are named', (t) => {
  const text = says({ foreign: ['a', 'b', 'c', 'd', 'e', 'f', 'g'], tags: ['x', 'y'] });
  t.regex(text, /Of others: a, b, c, d, e and 2 more\. Tags: x, y\./);
});

for (const [kind, mark, advice] of [
  ['agic', 'tag managed-by-k8s-ingress', /AGIC \(tag managed-by-k8s-ingress\): scale it to zero/],
  ['namesake', null, /same instance name: set another/],
  ['instance', 'blue', /the installation blue of this controller/],
  ['terraform', 'managed-by', /Terraform \(tag managed-by\).*ignore_changes/],
  ['tool', 'managedBy', /sets the tag managedBy/],
] as const) {
  test(`advice: ${kind}`, (t) => t.regex(says({ writer: { kind, mark } }), advice));
}
