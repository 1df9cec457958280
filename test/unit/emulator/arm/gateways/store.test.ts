import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { ID, LATENCY, childOf, propertiesOf, smallest, startArm } from '../_harness.ts';

function stateFile(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'arm-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  return join(folder, 'state.json');
}

test('the next emulator finds what the one before had, and does not take the given document over it', async (t) => {
  const path = stateFile(t);
  const before = startArm(t, { stateFile: path });
  await before.settle(smallest());
  const { body } = await before.get();
  const after = startArm(t, { stateFile: path, gateways: { [ID]: smallest({ frontendPorts: [] }) } });
  const again = (await after.get()).body;
  t.deepEqual(propertiesOf(childOf(again, 'frontendPorts'))['port'], 80);
  t.is(propertiesOf(again)['resourceGuid'], propertiesOf(body)['resourceGuid']);
  t.is(propertiesOf(after.arm.document(ID)!)['provisioningState'], 'Succeeded');
});

test('an operation that was under way at the end counts as done', async (t) => {
  const path = stateFile(t);
  await startArm(t, { stateFile: path }).put(smallest());
  const { body } = await startArm(t, { stateFile: path }).get();
  t.is(propertiesOf(body)['provisioningState'], 'Succeeded');
});

test('a deleted gateway stays deleted', async (t) => {
  const path = stateFile(t);
  const arm = startArm(t, { stateFile: path });
  await arm.settle(smallest());
  await arm.call('DELETE', ID);
  await arm.clock.advance(LATENCY);
  t.is((await startArm(t, { stateFile: path }).get()).status, 404);
});

test('the file is for its owner alone', async (t) => {
  const path = stateFile(t);
  await startArm(t, { stateFile: path }).put(smallest());
  t.is(statSync(path).mode & 0o777, 0o600);
  t.true(readFileSync(path, 'utf8').includes(ID));
});

test('a file that cannot be read is named', (t) => {
  const path = stateFile(t);
  writeFileSync(path, '{');
  t.throws(() => startArm(t, { stateFile: path }), {
    message: `The emulator's state file ${path} cannot be read.`,
  });
});
