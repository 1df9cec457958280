/** What every pod of the chart must be, whatever the values say. */
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { CASES, renderCase } from './cases.ts';
import { CHART, render } from './helm.ts';
import { find, podOf, type KubeObject } from './objects.ts';
import { withHelm } from './with-helm.ts';

const BACKEND = 'edge-appgw-ingress-default-backend';
const CONTROLLER = 'edge-appgw-ingress';

for (const one of CASES) {
  withHelm(`pods of ${one.name} have no privilege`, async (t) => {
    const objects = parseAllDocuments(await renderCase(one)).map((document) => document.toJS() as KubeObject);
    const pods = objects.filter(({ kind }) => kind === 'Deployment').map(podOf);
    t.is(pods.length, 2);
    for (const { spec } of pods) {
      t.like(spec.securityContext, {
        runAsNonRoot: true,
        runAsUser: 65_532,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      t.falsy(spec.hostNetwork ?? spec.hostPID ?? spec.hostIPC ?? spec.initContainers);
      t.false(spec.volumes.some((volume) => 'hostPath' in volume));
      t.deepEqual(
        spec.topologySpreadConstraints.map(({ topologyKey }) => topologyKey),
        ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'],
      );
      for (const container of spec.containers) {
        t.deepEqual(container.securityContext, {
          allowPrivilegeEscalation: false,
          privileged: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        t.truthy(container.resources.requests);
        t.true(container.volumeMounts.every(({ readOnly }) => readOnly));
        const ports = new Set(container.ports.map(({ name }) => name));
        t.true(ports.has(container.livenessProbe.httpGet.port));
        t.true(ports.has(container.readinessProbe.httpGet.port));
      }
    }
  });
}

withHelm('only the controller talks to the API server', async (t) => {
  const objects = await render();
  t.true(podOf(find(objects, 'Deployment', CONTROLLER)).spec.automountServiceAccountToken);
  t.false(podOf(find(objects, 'Deployment', BACKEND)).spec.automountServiceAccountToken);
});

withHelm('workload identity: label on the pod, client id on the account', async (t) => {
  const objects = await render(['azure.clientId=an-id', 'azure.tenantId=a-tenant']);
  const pod = podOf(find(objects, 'Deployment', CONTROLLER));
  t.is(pod.metadata.labels['azure.workload.identity/use'], 'true');
  t.like(find(objects, 'ServiceAccount', pod.spec.serviceAccountName!).metadata.annotations, {
    'azure.workload.identity/client-id': 'an-id',
    'azure.workload.identity/tenant-id': 'a-tenant',
  });
  t.false(
    'azure.workload.identity/use' in podOf(find(await render(), 'Deployment', CONTROLLER)).metadata.labels,
  );
});

withHelm('a change of the configuration restarts the controller alone', async (t) => {
  const [before, after] = await Promise.all([render(), render(['logLevel=debug'])]);
  t.notDeepEqual(find(after, 'Deployment', CONTROLLER), find(before, 'Deployment', CONTROLLER));
  t.deepEqual(find(after, 'Deployment', BACKEND), find(before, 'Deployment', BACKEND));
});

withHelm('an upgrade leaves the pods of the default backend running', async (t) => {
  const newer = join(mkdtempSync(join(tmpdir(), 'chart-')), 'appgw-ingress');
  cpSync(CHART, newer, { recursive: true });
  const file = join(newer, 'Chart.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('0.1.0', '9.9.9'));
  const [before, after] = await Promise.all([render(), render(['image.tag=9.9.9'], newer)]);
  t.deepEqual(podOf(find(after, 'Deployment', BACKEND)), podOf(find(before, 'Deployment', BACKEND)));
  t.notDeepEqual(podOf(find(after, 'Deployment', CONTROLLER)), podOf(find(before, 'Deployment', CONTROLLER)));
});

withHelm('the redirect hosts are the controller’s to write', async (t) => {
  const hosts = find(await render(), 'ConfigMap', `${BACKEND}-redirect-hosts`);
  t.false('data' in hosts);
});

withHelm('a release of any length has names that fit', async (t) => {
  const objects = await render([`fullnameOverride=${'x'.repeat(63)}`]);
  for (const { kind, metadata } of objects) {
    if (kind === 'Service' || kind === 'Deployment') t.true(metadata.name.length <= 63, metadata.name);
  }
});

withHelm('the class points to the gateway, by whatever name', async (t) => {
  const id =
    '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.Network/applicationGateways/g';
  const objects = await render([`gateway.resourceId=${id}`, 'gateway.name=front', 'ingressClass.name=web']);
  t.like(find(objects, 'IngressClass', 'web').spec, {
    parameters: { apiGroup: 'appgw-ingress.dev', kind: 'ApplicationGateway', name: 'front' },
  });
  t.like(find(objects, 'ApplicationGateway', 'front').spec, { resourceId: id, address: { type: 'ip' } });
});

withHelm('a gateway without an object: the class names none', async (t) => {
  const objects = await render([
    'instance=blue',
    'config.gatewayId=/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.Network/applicationGateways/g',
  ]);
  t.deepEqual(find(objects, 'IngressClass', 'azure-application-gateway').spec, {
    controller: 'azure/application-gateway',
  });
  t.false(objects.some(({ kind }) => kind === 'ApplicationGateway'));
});

withHelm('without the default backend nothing refers to it', async (t) => {
  const values = ['defaultBackend.create=false', 'defaultBackend.service=shop/fallback'];
  const objects = await render(values);
  t.false(JSON.stringify(objects).includes('redirect-hosts'));
  const config = parse(find(objects, 'ConfigMap', CONTROLLER).data!['config.yaml']!) as object;
  t.like(config, { defaultBackend: 'shop/fallback' });
});
