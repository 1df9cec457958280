/** The roles of the chart and what the controller (and `doctor`) says that it needs are the same. */
import { neededPermissions, type WebhookCertificate } from '../../src/kube/permissions.ts';
import { NAMESPACE, render } from './helm.ts';
import type { KubeObject } from './objects.ts';
import { withHelm } from './with-helm.ts';

const sorted = (lines: readonly string[]): readonly string[] => [...new Set(lines)].toSorted();

/** `namespace group/resource:name verb`. */
const granted = (objects: readonly KubeObject[]): readonly string[] =>
  sorted(
    objects
      .filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole')
      .flatMap(({ metadata, rules = [] }) =>
        rules.flatMap(({ apiGroups, resources, resourceNames = [''], verbs }) =>
          apiGroups.flatMap((group) =>
            resources.flatMap((resource) =>
              resourceNames.flatMap((name) =>
                verbs.map((verb) => `${metadata.namespace ?? '*'} ${group}/${resource}:${name} ${verb}`),
              ),
            ),
          ),
        ),
      ),
  );

const needed = (...what: readonly [readonly string[], boolean?, WebhookCertificate?]): readonly string[] => {
  const [namespaces, ...more] = what;
  return sorted(
    neededPermissions(namespaces, NAMESPACE, ...more).flatMap(
      ({ namespace, group, resource, name = '', verbs }) =>
        verbs.map((verb) => `${namespace ?? '*'} ${group}/${resource}:${name} ${verb}`),
    ),
  );
};

/** Without the default backend of the chart, whose ConfigMap has a name of its own release. */
const BARE = 'defaultBackend.create=false';

withHelm('everywhere', async (t) => {
  t.deepEqual(granted(await render([BARE])), needed([]));
});

withHelm('in some namespaces, which include the own one', async (t) => {
  const objects = await render([BARE, 'namespaces={shop,blog}']);
  t.deepEqual(granted(objects), needed(['shop', 'blog', NAMESPACE]));
});

withHelm('with readiness gates, and webhooks whose certificate the controller makes', async (t) => {
  const names = { secret: 'edge-appgw-ingress-webhook', configuration: `${NAMESPACE}.edge-appgw-ingress` };
  const values = [BARE, 'readinessGate.enabled=true', 'webhook.enabled=true'];
  t.deepEqual(granted(await render(values)), needed([], true, names));
  t.deepEqual(granted(await render([...values, 'webhook.certManager.enabled=true'])), needed([], true));
});
