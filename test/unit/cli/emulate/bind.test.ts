import test from 'ava';
import { offsetBind } from '../../../../src/cli/emulate/bind.ts';
import { CliFailure } from '../../../../src/cli/failure.ts';
import { isFree } from '../../../helpers/free-offset.ts';

test('the public frontend is on 127.0.0.1, the private one on an address or ports of its own', async (t) => {
  const bind = await offsetBind(8000);
  t.deepEqual(bind('public', 80), { host: '127.0.0.1', port: 8080 });
  t.deepEqual(bind('public', 443), { host: '127.0.0.1', port: 8443 });
  t.deepEqual(
    bind('private', 80),
    (await isFree(0, '127.0.0.2')) ? { host: '127.0.0.2', port: 8080 } : { host: '127.0.0.1', port: 9080 },
  );
});

test('what would be over the highest port is refused at once', async (t) => {
  await t.throwsAsync(offsetBind(65_093), { instanceOf: CliFailure, message: /--port-offset 65093.*65536/ });
});
