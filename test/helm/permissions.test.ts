/** The roles of the chart and what the controller (and `doctor`) says that it needs are the same. */
import { neededPermissions } from '../../src/kube/permissions.ts';
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

const needed = (namespaces: readonly string[]): readonly string[] =>
  sorted(
    neededPermissions(namespaces, NAMESPACE).flatMap(({ namespace, group, resource, name = '', verbs }) =>
      verbs.map((verb) => `${namespace ?? '*'} ${group}/${resource}:${name} ${verb}`),
    ),
  );

/** Without the default backend of the chart, whose ConfigMap has a name of its own release. */
const BARE = 'defaultBackend.create=false';

withHelm('everywhere', async (t) => {
  t.deepEqual(granted(await render([BARE])), needed([]));
});

withHelm('in some namespaces, which include the own one', async (t) => {
  const objects = await render([BARE, 'namespaces={shop,blog}']);
  t.deepEqual(granted(objects), needed(['shop', 'blog', NAMESPACE]));
});
