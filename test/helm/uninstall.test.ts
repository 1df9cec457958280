/** The hook that runs before `helm uninstall`: what its Job says is carried out with the rights that it has. */
import { join } from 'node:path';
import { runCli } from '../../src/cli/program.ts';
import { EXTENSION_NAME, extensionBody } from '../../src/kube/acn.ts';
import { silentIo } from '../helpers/silent-io.ts';
import { ACN_DEFINITIONS } from '../kube/acn-definitions.ts';
import { startApiServer } from '../kube/api-server/api-server.ts';
import { temporaryFolder } from '../unit/manifests/temporary-folder.ts';
import { NAMESPACE, render } from './helm.ts';
import { find, podOf, type KubeObject } from './objects.ts';
import { withHelm } from './with-helm.ts';

const NAME = 'edge-appgw-ingress-uninstall';

const isHook = ({ metadata }: KubeObject): boolean => metadata.annotations?.['helm.sh/hook'] === 'pre-delete';
const kindsOf = (objects: readonly KubeObject[]): readonly string[] =>
  objects.map(({ kind }) => kind).toSorted();

withHelm('none unless it is asked for', async (t) => {
  t.deepEqual((await render()).filter(isHook), []);
});

withHelm('its account and rights are there before the Job, and go with it', async (t) => {
  const hooks = (await render(['uninstall=remove'])).filter(isHook);
  t.deepEqual(kindsOf(hooks), ['Job', 'Role', 'RoleBinding', 'ServiceAccount']);
  for (const { kind, metadata } of hooks)
    t.like(metadata, {
      name: NAME,
      annotations: {
        'helm.sh/hook-weight': kind === 'Job' ? '0' : '-10',
        'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
      },
    });
});

withHelm('its pod has no privilege', async (t) => {
  const { spec } = podOf(find(await render(['uninstall=remove']), 'Job', NAME));
  t.like(spec, { serviceAccountName: NAME, automountServiceAccountToken: true, restartPolicy: 'Never' });
  t.like(spec.securityContext, { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  t.deepEqual(spec.containers[0]?.securityContext, {
    allowPrivilegeEscalation: false,
    privileged: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
});

for (const [whose, labels, isLeft] of [
  ['of ours', { 'app.kubernetes.io/managed-by': 'appgw-ingress' }, false],
  ['of AGIC', { 'app.kubernetes.io/managed-by': 'ingress-appgw-helm' }, true],
] as const) {
  withHelm(`an OverlayExtensionConfig ${whose} ${isLeft ? 'stays' : 'is removed'}`, async (t) => {
    const objects = await render(['uninstall=remove']);
    const api = await startApiServer();
    t.teardown(() => api.close());
    const body = extensionBody('10.1.0.0/24', labels);
    const extension = { ...body, metadata: { ...body.metadata, namespace: NAMESPACE } };
    await api.load([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
      ...ACN_DEFINITIONS,
      extension,
      ...objects.filter((object) => isHook(object) && object.kind !== 'Job'),
    ]);
    const token = await api.serviceAccountToken(NAMESPACE, NAME);
    const { path } = await temporaryFolder(t, { kubeconfig: api.kubeconfig(token) });
    const { args } = podOf(find(objects, 'Job', NAME)).spec.containers[0]!;
    t.is(await runCli([...args, '--kubeconfig', join(path, 'kubeconfig')], silentIo({})), 0);
    t.is((await api.admin.find(extension)) !== null, isLeft);
    const verbs = api.requests!.entries.filter(({ name }) => name === EXTENSION_NAME);
    t.deepEqual(
      verbs.filter(({ user }) => user.endsWith(NAME)).map(({ verb, status }) => `${verb} ${status}`),
      isLeft ? ['get 200'] : ['get 200', 'delete 200'],
    );
  });
}
