/** What the chart renders is accepted by an API server, and the controller's account can do with it what it has to. */
import { readFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { parseAllDocuments } from 'yaml';
import { applicationGatewayCrd } from '../../src/api/crd.ts';
import { startApiServer } from '../kube/api-server/api-server.ts';
import type { KubeClient } from '../kube/api-server/client/kube-client.ts';
import type { ApiServer, KubeInput } from '../kube/api-server/contracts.ts';
import { CASES } from './cases.ts';
import { NAMESPACE } from './helm.ts';
import { find, type KubeObject } from './objects.ts';

/** The goldens stand for the chart, so that this needs no helm; hooks are not made by an installation. */
const objectsOf = (name: string): readonly KubeObject[] =>
  parseAllDocuments(readFileSync(CASES.find((one) => one.name === name)!.out, 'utf8'))
    .map((document) => document.toJS() as KubeObject)
    .filter(({ apiVersion }) => !/^(monitoring\.coreos\.com|cert-manager\.io)\//.test(apiVersion))
    .filter(({ metadata }) => !('helm.sh/hook' in (metadata.annotations ?? {})));

const namespace = (name: string): KubeInput => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

async function install(t: ExecutionContext, objects: readonly KubeObject[]): Promise<ApiServer> {
  const server = await startApiServer();
  t.teardown(() => server.close());
  const namespaces = ['shop', 'blog', 'other', NAMESPACE].map(namespace);
  await server.load([...namespaces, applicationGatewayCrd()]);
  await server.load(objects);
  return server;
}

async function controllerOf(server: ApiServer, objects: readonly KubeObject[]): Promise<KubeClient> {
  const account = objects.find(({ kind }) => kind === 'ServiceAccount')!.metadata.name;
  return server.clientOf(await server.serviceAccountToken(NAMESPACE, account));
}

for (const { name } of CASES) {
  test(`${name} is accepted whole`, async (t) => {
    const objects = objectsOf(name);
    const server = await install(t, objects);
    for (const { apiVersion, kind, metadata } of objects) {
      t.truthy(await server.admin.find({ apiVersion, kind, metadata }), `${kind} ${metadata.name}`);
    }
  });
}

test('the controller writes the status of its gateway, and not its spec', async (t) => {
  const objects = objectsOf('single-gateway');
  const server = await install(t, objects);
  const controller = await controllerOf(server, objects);
  const gateway = find(objects, 'ApplicationGateway', 'azure-application-gateway');
  const status = { address: '20.1.2.3', ingresses: { served: 1, heldBack: 0 } };
  t.like(await controller.patch(gateway, { status }, { subresource: 'status' }), { status });
  await t.throwsAsync(controller.patch(gateway, { spec: { frontend: 'private' } }), { message: /forbidden/ });
});

test('in a list of namespaces it reads those, and no others', async (t) => {
  const objects = objectsOf('namespaced');
  const server = await install(t, objects);
  const controller = await controllerOf(server, objects);
  const statusOf = async (path: string): Promise<number> => (await controller.request('GET', path)).status;
  for (const kind of ['services', 'secrets', 'pods', 'configmaps']) {
    t.is(await statusOf(`/api/v1/namespaces/shop/${kind}`), 200, kind);
    t.is(await statusOf(`/api/v1/namespaces/other/${kind}`), 403, kind);
    t.is(await statusOf(`/api/v1/${kind}`), 403, kind);
  }
  t.is(await statusOf('/apis/networking.k8s.io/v1/ingressclasses'), 200);
  t.is(await statusOf('/apis/networking.k8s.io/v1/ingresses'), 403);
});

test('of ConfigMaps it writes the redirect hosts alone', async (t) => {
  const objects = objectsOf('defaults');
  const server = await install(t, objects);
  const controller = await controllerOf(server, objects);
  const hosts = find(objects, 'ConfigMap', 'edge-appgw-ingress-default-backend-redirect-hosts');
  const data = { hosts: '*.example.com\n' };
  t.like(await controller.patch(hosts, { data }), { data });
  const config = find(objects, 'ConfigMap', 'edge-appgw-ingress');
  await t.throwsAsync(controller.patch(config, { data }), { message: /forbidden/ });
});
