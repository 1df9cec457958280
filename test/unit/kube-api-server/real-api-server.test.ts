import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { startRealApiServer } from '../../kube/real-api-server.ts';

test.serial('without KUBEBUILDER_ASSETS there is no real server', async (t) => {
  delete process.env['KUBEBUILDER_ASSETS'];
  t.is(await startRealApiServer(), null);
});

test.serial('a folder without the programs is an error, not a silent null', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'no-assets-'));
  process.env['KUBEBUILDER_ASSETS'] = folder;
  await t.throwsAsync(startRealApiServer(), { message: /did not get ready: it could not be started/ });
  await rm(folder, { recursive: true });
});
