/** An IngressClass of our name that is there already, as `lookup` finds it in a cluster; and the notes. */
import test from 'ava';
import { startCluster } from './cluster.ts';
import { dryRun, NAMESPACE, RELEASE, render } from './helm.ts';
import type { KubeObject } from './objects.ts';
import { withHelm } from './with-helm.ts';

const NAME = 'azure-application-gateway';

const existing = (metadata: Partial<KubeObject['metadata']>): KubeObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name: NAME, ...metadata },
  spec: { controller: 'azure/application-gateway' },
});

const byRelease = (name: string, namespace: string): KubeObject =>
  existing({
    labels: { 'app.kubernetes.io/managed-by': 'Helm' },
    annotations: { 'meta.helm.sh/release-name': name, 'meta.helm.sh/release-namespace': namespace },
  });

const installs = test.macro(
  async (t, classes: readonly KubeObject[], rendered: boolean, note: RegExp | null) => {
    const cluster = await startCluster(await render(), classes);
    t.teardown(cluster.close);
    const output = await dryRun(cluster.url);
    t.is(/^kind: IngressClass$/m.test(output), rendered);
    if (note === null) t.notRegex(output, /was left as it is/);
    else t.regex(output, note);
  },
);
withHelm('none there: made', installs, [], true, null);
withHelm(
  'one of this release: kept up to date, not deleted',
  installs,
  [byRelease(RELEASE, NAMESPACE)],
  true,
  null,
);
withHelm('made by hand: left', installs, [existing({})], false, /belongs to somebody/);
withHelm(
  'of another release: left',
  installs,
  [byRelease('ingress-azure', 'kube-system')],
  false,
  /belongs to release kube-system\/ingress-azure/,
);
withHelm(
  'of a release of our name in another namespace: left',
  installs,
  [byRelease(RELEASE, 'other')],
  false,
  /belongs to release other\/edge/,
);

withHelm('the notes say what is missing', async (t) => {
  const cluster = await startCluster(await render(), []);
  t.teardown(cluster.close);
  t.regex(await dryRun(cluster.url), /no gateway yet: .* ApplicationGateway named azure-application-gateway/);
  const whole = await dryRun(cluster.url, ['azure.clientId=an-id', 'mode=plan']);
  t.regex(whole, /only plans: nothing is written/);
  t.notRegex(whole, /clientId is empty/);
});
