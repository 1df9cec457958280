import test from 'ava';
import { grantHint } from '../../../../src/cli/doctor/grant.ts';

test('the command is whole where the principal is known', (t) =>
  t.regex(
    grantHint('/scope', 'p'),
    /^az role assignment create --role appgw-ingress --scope "\/scope" --assignee-object-id p /,
  ));
test('and says what is to be filled in where it is not', (t) =>
  t.regex(grantHint('/scope', null), /--assignee-object-id <principal id of the identity>/));
