/**
 * The chart grants no more than is used: in one story the controller comes to do everything that it ever does, and each
 * verb of each rule must have been needed, with success. That the rights suffice is part of every scenario.
 */
import test from 'ava';
import { createAccess } from '../../../src/kube/access.ts';
import { EXTENSION_NAME } from '../../../src/kube/acn.ts';
import { createKubeClient } from '../../../src/kube/client.ts';
import { createEventRecorder } from '../../../src/kube/events.ts';
import { ensureReachable } from '../../../src/kube/overlay.ts';
import { deriveInstance } from '../../../src/cli/run/connect.ts';
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';
import { makeCertificate, tlsSecret } from '../../helpers/certificates.ts';
import { createManualClock } from '../../helpers/manual-clock.ts';
import { ingress, service, slice } from '../../helpers/objects.ts';
import { ACN_DEFINITIONS, nodeNetworkConfig } from '../acn-definitions.ts';
import { PROHIBITED_TARGET_DEFINITION, REWRITE_DEFINITION } from '../agic-definitions.ts';
import { startApiServer } from '../api-server/api-server.ts';
import type { RequestRecord } from '../api-server/contracts.ts';
import { listAt } from '../api-server/objects.ts';
import { fastClock } from './fast-clock.ts';
import { eventually, startLab, type Lab } from './lab.ts';
import { CHART, SURROUNDINGS, toKube, WEB } from './objects.ts';

const USER = `system:serviceaccount:${CHART.namespace}:${CHART.account}`;
const DEFAULT_BACKEND = `${CHART.account}-default-backend`;

interface Right {
  /** '': everywhere. */
  readonly namespace: string;
  /** As the log of requests has it, `ingresses.networking.k8s.io`. */
  readonly resource: string;
  readonly subresource: string;
  /** '': all. */
  readonly name: string;
  readonly verb: string;
}

const rights: readonly Right[] = SURROUNDINGS.filter(({ kind }) => /^(Cluster)?Role$/.test(kind)).flatMap(
  ({ metadata: { namespace = '' }, ...role }) =>
    listAt(role, 'rules').flatMap((rule) => {
      const texts = (member: string): readonly string[] => listAt(rule, member).map(String);
      const names = texts('resourceNames');
      return texts('apiGroups').flatMap((group) =>
        texts('resources').flatMap((path) =>
          (names.length === 0 ? [''] : names).flatMap((name) =>
            texts('verbs').map((verb) => {
              const [plural = '', subresource = ''] = path.split('/');
              const resource = group === '' ? plural : `${plural}.${group}`;
              return { namespace, resource, subresource, name, verb };
            }),
          ),
        ),
      );
    }),
);

const isUseOf =
  (right: Right) =>
  ({ user, status, verb, resource, subresource, namespace, name }: RequestRecord): boolean =>
    user === USER &&
    status !== null &&
    status < 300 &&
    verb === right.verb &&
    resource === right.resource &&
    subresource === right.subresource &&
    (right.namespace === '' || right.namespace === namespace) &&
    (right.name === '' || right.name === name);

const unused = ({ api }: Lab): readonly string[] =>
  rights
    .filter((right) => !api.requests!.entries.some(isUseOf(right)))
    .map(({ verb, resource, subresource, name }) =>
      [verb, subresource === '' ? resource : `${resource}/${subresource}`, name].join(' ').trim(),
    );

/** What `run` does only in Azure itself, or after a long time: by the same parts, with the same account. */
async function doTheRest({ api }: Lab): Promise<void> {
  const token = await api.serviceAccountToken(CHART.namespace, CHART.account);
  const access = createAccess({ kind: 'server', server: api.url, token, ...(api.ca && { ca: api.ca }) });
  const client = createKubeClient({ access, clock: fastClock, userAgent: 'rights' });
  try {
    await deriveInstance(client, 'edge');
    const { signal } = new AbortController();
    const { namespace } = CHART;
    const way = ensureReachable({
      client,
      clock: fastClock,
      namespace,
      signal,
      subnetPrefix: async () => '10.1.0.0/24',
    });
    const extension = {
      apiVersion: 'acn.azure.com/v1alpha1',
      kind: 'OverlayExtensionConfig',
      metadata: { namespace, name: EXTENSION_NAME },
    };
    await eventually('the extension', () => api.admin.find(extension));
    await api.admin.patch(extension, { status: { state: 'Succeeded' } }, { subresource: 'status' });
    await way;
    const clock = createManualClock();
    const { uid = '', resourceVersion = '' } = (await api.admin.get(toKube(WEB))).metadata;
    const recorder = createEventRecorder({
      client,
      clock,
      reporter: { controller: 'appgw-ingress.dev/controller', instance: 'one' },
      identify: () => ({ apiVersion: 'networking.k8s.io/v1', uid, resourceVersion }),
    });
    const told = diagnose(
      'NO_ENDPOINTS',
      { kind: 'Ingress', namespace: 'shop', name: 'web' },
      {
        service: 'shop/web',
        port: '80',
      },
    );
    await recorder.record([told]);
    clock.advance(600_000);
    await recorder.record([told]);
  } finally {
    await client.close();
  }
}

test('every verb of every rule of the chart is used', async (t) => {
  // A server that does not stream lists is listed as well as watched.
  const api = await startApiServer({ clock: fastClock, streamingLists: 'unknown' });
  t.teardown(() => api.close());
  const lab = await startLab(t, api);
  const certificate = makeCertificate({ hosts: ['*.w.com'] });
  const ca = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'shop', name: 'ca' } };
  await lab.api.load([
    ...ACN_DEFINITIONS,
    REWRITE_DEFINITION,
    PROHIBITED_TARGET_DEFINITION,
    nodeNetworkConfig('overlay'),
    { ...ca, data: { 'ca.crt': certificate.certPem } },
    {
      apiVersion: 'appgw-ingress.dev/v1alpha1',
      kind: 'ApplicationGateway',
      metadata: { name: 'second' },
      spec: { resourceId: lab.azure.gatewayId },
    },
  ]);
  await lab.create(
    tlsSecret('shop', 'cert', certificate),
    service({
      name: DEFAULT_BACKEND,
      namespace: CHART.namespace,
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'redirect', port: 81, targetPort: 8081 },
      ],
    }),
    slice(['10.0.0.9'], {
      service: DEFAULT_BACKEND,
      namespace: CHART.namespace,
      port: 8081,
      portName: 'redirect',
    }),
    ingress({ name: 'wild', rules: { '*.w.com': ['/'] }, tls: [['cert', '*.w.com']] }),
    ingress({
      name: 'checked',
      rules: { 'c.com': ['/'] },
      annotations: {
        'appgw.ingress.kubernetes.io/backend-protocol': 'https',
        'appgw.ingress.kubernetes.io/backend-ca': 'configmap/ca',
      },
    }),
  );
  const error = { code: 'ApplicationGatewaySomethingWrong', message: 'Nobody knows what.' };
  lab.azure.inject('put', { kind: 'answer', answer: { status: 400, body: { error } } }, 1);
  const flags = ['--default-backend', `${CHART.namespace}/${DEFAULT_BACKEND}`];
  const first = await lab.start('one', flags);
  await eventually('a refusal, written down', () => {
    const right = rights.find(({ name, verb }) => name.endsWith('-held-back') && verb === 'patch');
    return lab.api.requests!.entries.some(isUseOf(right!));
  });
  await first.stop();
  await lab.start('two', flags);
  await lab.create(WEB);
  await eventually(
    'the address',
    () => lab.addresses('web'),
    ({ length }) => length > 0,
  );
  await doTheRest(lab);
  t.deepEqual(unused(lab), []);
});
