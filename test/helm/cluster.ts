/** As much of an API server as `helm install --dry-run=server` asks: discovery, and the IngressClasses that are there. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KubeObject } from './objects.ts';

export interface Cluster {
  readonly url: string;
  close(): void;
}

const CLUSTER_SCOPED = new Set(['ClusterRole', 'ClusterRoleBinding', 'IngressClass']);

/** It knows the kinds of these objects. */
export async function startCluster(
  known: readonly KubeObject[],
  classes: readonly KubeObject[],
): Promise<Cluster> {
  const groups = Map.groupBy(known, ({ apiVersion }) => apiVersion);
  const answer = (path: string): object | undefined => {
    if (path === '/version') return { major: '1', minor: '33', gitVersion: 'v1.33.0' };
    if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] };
    if (path === '/apis') return { kind: 'APIGroupList', groups: [...groups.keys()].flatMap(groupOf) };
    const objects = groups.get(path.replace(/^\/apis?\//, ''));
    if (objects)
      return { kind: 'APIResourceList', resources: [...new Set(objects.map((o) => o.kind))].map(resourceOf) };
    return classes.find(({ metadata }) => path.endsWith(`/ingressclasses/${metadata.name}`));
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://cluster');
    const body = answer(pathname);
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? { kind: 'Status', apiVersion: 'v1', reason: 'NotFound', code: 404 }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close().closeAllConnections() };
}

function groupOf(groupVersion: string): object[] {
  const [name = '', version] = groupVersion.split('/');
  const entry = { groupVersion, version };
  return version === undefined ? [] : [{ name, versions: [entry], preferredVersion: entry }];
}

const resourceOf = (kind: string): object => ({
  name: kind === 'IngressClass' ? 'ingressclasses' : `${kind.toLowerCase()}s`,
  singularName: kind.toLowerCase(),
  namespaced: !CLUSTER_SCOPED.has(kind),
  kind,
  verbs: ['get', 'create'],
});
