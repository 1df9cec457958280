import test from 'ava';
import { refuseArm } from '../../../src/cli/arm-failure.ts';
import { ArmError } from '../../../src/controller/arm-error.ts';

test('what ARM says is the user’s to solve; everything else is thrown on', (t) => {
  const cause = new ArmError({ code: 'NotFound', kind: 'notFound', message: 'm' });
  t.throws(() => refuseArm('/gw')(cause), { name: 'CliFailure', message: /There is no \/gw\. Create/ });
  t.throws(() => refuseArm('/gw')(new TypeError('x')), { instanceOf: TypeError });
});
