import test from 'ava';
import { CliFailure } from '../../../src/cli/failure.ts';
import { refuseInput } from '../../../src/cli/input-failure.ts';
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';
import { InputError } from '../../../src/manifests/errors.ts';

test('what was wrong in each place is part of the reason', (t) => {
  const source = { file: 'a.yaml', line: 3, column: 7 };
  const found = [
    diagnose('KINDS_IGNORED', null, { kinds: { Pod: 1 } }, source),
    diagnose('KINDS_IGNORED', null, { kinds: { Job: 2 } }),
  ];
  const error = t.throws(
    () => refuseInput(new InputError('NOTHING_PARSES', 'no document could be read', undefined, found)),
    { instanceOf: CliFailure },
  );
  const [first, ...more] = error.message.split('\n');
  t.is(first, 'no document could be read');
  t.regex(more[0]!, /^ {2}a\.yaml:3:7: .*Pod/);
  t.regex(more[1]!, /^ {2}Kinds.*Job/);
});

test('anything else is thrown on', (t) => {
  const bug = new TypeError('a bug');
  t.is(
    t.throws(() => refuseInput(bug)),
    bug,
  );
});
