import test from 'ava';
import { writeDown } from '../../../src/controller/operation-record.ts';
import { INTENT, script } from './_leader.ts';

test('a record is written down', async (t) => {
  const { lease, steps } = script({});
  await writeDown(lease, '/gateways/dev', INTENT);
  t.deepEqual(steps, ['record intent']);
});

test('a Lease that cannot be written is no bug, and keeps its reason', async (t) => {
  const { lease } = script({ refuses: () => true });
  const error = await t.throwsAsync(writeDown(lease, '/gateways/dev', null), { name: 'ArmError' });
  t.like(error, { code: 'NotLeader', kind: 'transient', cause: { message: 'the Lease is not ours' } });
});
