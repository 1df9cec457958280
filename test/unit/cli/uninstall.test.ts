import { join } from 'node:path';
import test from 'ava';
import { uninstall } from '../../../src/cli/uninstall.ts';
import { systemClock } from '../../../src/clock/clock.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { refused, scriptedKube, type Answer } from '../../helpers/scripted-kube.ts';
import { silentIo } from '../../helpers/silent-io.ts';
import { kubeconfigText } from '../../kube/api-server/client/kubeconfig.ts';
import { temporaryFolder } from '../manifests/temporary-folder.ts';

const ours: Answer = {
  body: { metadata: { uid: 'u', labels: { 'app.kubernetes.io/managed-by': 'appgw-ingress' } } },
};
const agics: Answer = { body: { metadata: { uid: 'u' } } };

const says = test.macro(async (t, found: Answer, expected: RegExp, methods: readonly string[]) => {
  const kube = await scriptedKube(systemClock, () => found);
  t.teardown(() => kube.close());
  const kubeconfig = kubeconfigText({ url: kube.url, ca: null, token: 'x', namespace: 'default' });
  const folder = await temporaryFolder(t, { kubeconfig });
  let printed = '';
  const output = { write: (text: string) => (printed += text), color: false, interactive: false };
  const io = silentIo({ stdout: output, stderr: output, cwd: folder.path });
  const flags = { kubeconfig: join(folder.path, 'kubeconfig') };
  const code = await uninstall(loadConfig({ flags, environment: {} }), io).catch((error: Error) => {
    printed = `${error.name}: ${error.message}`;
    return 1;
  });
  t.regex(`${code} ${printed}`, expected);
  t.deepEqual(
    kube.calls.map(({ method }) => method),
    methods,
  );
});
test('ours is removed', says, ours, /^0 The OverlayExtensionConfig was removed/, ['GET', 'DELETE']);
test('that of AGIC stays', says, agics, /^0 There is nothing of ours/, ['GET']);
test('none', says, refused(404, 'NotFound'), /^0 There is nothing of ours/, ['GET']);
test('forbidden', says, refused(403, 'Forbidden'), /^1 CliFailure: Forbidden/, ['GET']);
