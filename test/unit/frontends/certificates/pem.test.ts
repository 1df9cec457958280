import test from 'ava';
import { splitPem, type PemBlock } from '../../../../src/frontends/certificates/pem.ts';

const block = (position: number, label: string, body: string | null): PemBlock => ({ position, label, body });

const cases: readonly (readonly [name: string, text: string, expected: readonly PemBlock[]])[] = [
  ['nothing', '', []],
  ['no block', 'just text\n', []],
  ['one block', '-----BEGIN A-----\nQQ==\n-----END A-----\n', [block(1, 'A', '\nQQ==\n')]],
  ['one line', '-----BEGIN A-----QQ==-----END A-----', [block(1, 'A', 'QQ==')]],
  ['CRLF', '-----BEGIN A-----\r\nQQ==\r\n-----END A-----\r\n', [block(1, 'A', '\r\nQQ==\r\n')]],
  [
    'text around blocks',
    'Bag Attributes\n-----BEGIN A B-----1-----END A B-----\nsubject=x\n-----BEGIN C-----2-----END C-----\n\n\n',
    [block(1, 'A B', '1'), block(2, 'C', '2')],
  ],
  ['no END', '-----BEGIN A-----\nQQ==\n', [block(1, 'A', null)]],
  ['another END', '-----BEGIN A-----1-----END B-----', [block(1, 'A', null)]],
  [
    'an open block before a closed one',
    '-----BEGIN A-----1-----BEGIN A-----2-----END A-----',
    [block(1, 'A', null), block(2, 'A', '2')],
  ],
  ['an END alone', '-----END A-----', []],
  ['lower case', '-----BEGIN a-----1-----END a-----', []],
];

for (const [name, text, expected] of cases) {
  test(`splits ${name}`, (t) => t.deepEqual(splitPem(text), expected));
}

test('a megabyte of open blocks is split in linear time', (t) => {
  const count = 60_000;
  const started = performance.now();
  t.is(splitPem('-----BEGIN A-----'.repeat(count)).length, count);
  t.true(performance.now() - started < 2000);
});
