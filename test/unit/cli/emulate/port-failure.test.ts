import test from 'ava';
import { isPortFailure, refusePort } from '../../../../src/cli/emulate/port-failure.ts';
import { CliFailure } from '../../../../src/cli/failure.ts';

const taken = Object.assign(new Error('listen EADDRINUSE 127.0.0.1:80'), { code: 'EADDRINUSE' });
const wrapped = new Error('cannot be served', { cause: taken });

test('a socket that cannot be had is found behind any error, and told with advice', (t) => {
  for (const error of [taken, wrapped]) {
    t.true(isPortFailure(error));
    t.throws(() => refusePort(error, 'do this'), {
      instanceOf: CliFailure,
      message: 'listen EADDRINUSE 127.0.0.1:80; do this',
    });
  }
});

test('anything else is thrown on', (t) => {
  const bug = new TypeError('a bug');
  t.false(isPortFailure(bug));
  t.is(
    t.throws(() => refusePort(bug, '')),
    bug,
  );
});
