import test from 'ava';
import { allows, permissionsId, readGranted } from '../../../src/azure/granted.ts';

const WRITE = 'Microsoft.Network/applicationGateways/write';
const may = test.macro({
  exec: (t, actions: readonly string[], notActions: readonly string[], expected: boolean) =>
    t.is(allows([{ actions, notActions }], WRITE), expected),
  title: (_, actions: readonly string[], notActions: readonly string[]) =>
    `${actions.join()} without ${notActions.join()}`,
});
test(may, ['*'], [], true);
test(may, [WRITE], [], true);
test(may, ['microsoft.network/APPLICATIONGATEWAYS/*'], [], true);
test(may, ['*/write'], [], true);
test(may, ['*/read'], [], false);
test(may, [`${WRITE}/more`], [], false);
test(may, ['Microsoft.Network/applicationGateways.write'], [], false);
test(may, ['*'], [WRITE], false);
test(may, [], [], false);

test('what one role takes out, another may give', (t) =>
  t.true(
    allows(
      [
        { actions: ['*'], notActions: ['*/write'] },
        { actions: [WRITE], notActions: [] },
      ],
      WRITE,
    ),
  ));

test('the answer of ARM', (t) => {
  t.deepEqual(readGranted({ value: [{ actions: ['a', 1], notActions: ['b'] }, {}] }), [
    { actions: ['a'], notActions: ['b'] },
    { actions: [], notActions: [] },
  ]);
  t.deepEqual(readGranted('nonsense'), []);
  t.is(permissionsId('/scope'), '/scope/providers/Microsoft.Authorization/permissions');
});
