import test from 'ava';
import { covers } from '../../../../src/frontends/certificates/covers.ts';

const cases: readonly (readonly [names: readonly string[], host: string, expected: boolean])[] = [
  [['a.example'], 'a.example', true],
  [['a.example'], 'A.Example', true],
  [['a.example'], 'b.example', false],
  [['a.example'], 'x.a.example', false],
  [['a.example', 'b.example'], 'b.example', true],
  [['*.example'], 'a.example', true],
  [['*.example'], 'a.b.example', false],
  [['*.example'], 'example', false],
  [['*.example'], '*.example', true],
  [['*.example'], '*.a.example', false],
  [['a.example'], '*.example', false],
  [['*.a.example'], '*.example', false],
  [['f*.example'], 'foo.example', false],
  [['*'], 'localhost', false],
  [[], 'a.example', false],
];

for (const [names, host, expected] of cases) {
  test(`[${names.join(', ')}] ${expected ? 'covers' : 'does not cover'} ${host}`, (t) => {
    t.is(covers(names, host), expected);
  });
}
