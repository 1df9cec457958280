/** The whole command in this process, where nothing can be reached. */
import { join } from 'node:path';
import test from 'ava';
import { doctor } from '../../../../src/cli/doctor/command.ts';
import type { Output } from '../../../../src/cli/io.ts';
import { loadConfig } from '../../../../src/config/load.ts';
import { silentIo } from '../../../helpers/silent-io.ts';
import { kubeconfigText } from '../../../kube/api-server/client/kubeconfig.ts';
import { temporaryFolder } from '../../manifests/temporary-folder.ts';
import { ID } from './_facts.ts';

/** Nothing listens there. */
const NOWHERE = 'https://127.0.0.1:1';

test('nobody answers: the lines say so, and the exit code too', async (t) => {
  const kubeconfig = kubeconfigText({ url: NOWHERE, ca: null, token: 'secret-token', namespace: 'default' });
  const folder = await temporaryFolder(t, { kubeconfig });
  const config = loadConfig({
    flags: { kubeconfig: join(folder.path, 'kubeconfig'), gatewayId: ID, armEndpoint: NOWHERE },
    environment: {},
  });
  let text = '';
  const output: Output = { write: (part) => (text += part), color: false, interactive: false };
  const io = silentIo({ stdout: output, stderr: output, cwd: folder.path });
  t.is(await doctor({ output: 'text' }, config, io), 1);
  t.regex(text, /fail {2}API server +the connection to the API server failed/);
  t.regex(text, /fail {2}Gateway /);
  t.regex(text, /\n2 fail, 1 pass\n$/);
  t.notRegex(text, /secret-token|\n\s+at /);
});
