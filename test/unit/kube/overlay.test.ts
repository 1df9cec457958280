/** Against the in-process API server, with the two kinds of AKS's network and nobody who works on them but the test. */
import test, { type ExecutionContext } from 'ava';
import { ArmError } from '../../../src/controller/arm-error.ts';
import { render } from '../../../src/diagnostics/render.ts';
import { createAccess } from '../../../src/kube/access.ts';
import { extensionBody, EXTENSION_NAME } from '../../../src/kube/acn.ts';
import { createKubeClient } from '../../../src/kube/client.ts';
import { ensureReachable, removeReachability, type ReachabilityResult } from '../../../src/kube/overlay.ts';
import { systemClock, type Clock } from '../../../src/clock/clock.ts';
import { ACN_DEFINITIONS, nodeNetworkConfig } from '../../kube/acn-definitions.ts';
import { startApiServer } from '../../kube/api-server/api-server.ts';
import type { ApiServer, KubeInput } from '../../kube/api-server/contracts.ts';
import type { KubeObject } from '../../kube/api-server/objects.ts';

const NAMESPACE = 'edge';
const RANGE = '10.1.0.0/24';
const OURS = { 'app.kubernetes.io/managed-by': 'appgw-ingress' };
const AGICS = { 'app.kubernetes.io/managed-by': 'ingress-appgw-helm' };

const extension = (range: string, labels: Readonly<Record<string, string>>): KubeInput => {
  const body = extensionBody(range, labels);
  return { ...body, metadata: { ...body.metadata, namespace: NAMESPACE } };
};
const NAMED = extension(RANGE, {});

interface World {
  readonly server: ApiServer;
  /** What the cluster has; the state is given to each extension that is waited for. */
  readonly ensure: (state: object | null, prefix?: () => Promise<string>) => Promise<ReachabilityResult>;
  readonly remove: () => Promise<boolean>;
  readonly found: () => Promise<KubeObject | null>;
}

type Check = (t: ExecutionContext, world: World) => Promise<unknown>;

const withServer = test.macro(async (t, objects: readonly KubeInput[], check: Check) => {
  const server = await startApiServer();
  t.teardown(() => server.close());
  await server.load([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }, ...objects]);
  let now = 0;
  let given: object | null = null;
  /** Time passes only in sleep; meanwhile the network does its part. */
  const clock: Clock = {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
      if (given !== null) await server.admin.patch(NAMED, { status: given }, { subresource: 'status' });
    },
  };
  const access = createAccess({
    kind: 'server',
    server: server.url,
    token: server.adminToken,
    ...(server.ca !== null && { ca: server.ca }),
  });
  const client = createKubeClient({ access, clock: systemClock, userAgent: 'test' });
  t.teardown(() => client.close());
  const { signal } = new AbortController();
  await check(t, {
    server,
    ensure: (state, subnetPrefix = async () => RANGE) => {
      given = state;
      return ensureReachable({ client, clock, namespace: NAMESPACE, subnetPrefix, signal });
    },
    remove: () => removeReachability({ client, namespace: NAMESPACE, signal }),
    found: () => server.admin.find(NAMED),
  });
});

const SUCCEEDED = { state: 'Succeeded' };
const reasonOf = (result: ReachabilityResult): string =>
  result.kind === 'unreachable' ? render(result.diagnostic).message : result.kind;
const neverAsked = (): Promise<string> => Promise.reject(new Error('the subnet was read'));

test('a cluster without the kinds is no overlay', withServer, [], async (t, { ensure }) =>
  t.deepEqual(await ensure(null, neverAsked), { kind: 'direct' }),
);
test(
  'nodes of another type are none either',
  withServer,
  [...ACN_DEFINITIONS, nodeNetworkConfig('vnet')],
  async (t, { ensure }) => t.deepEqual(await ensure(null, neverAsked), { kind: 'direct' }),
);
test(
  'made where there is none, and awaited',
  withServer,
  [...ACN_DEFINITIONS, nodeNetworkConfig('overlay')],
  async (t, { ensure, found }) => {
    t.deepEqual(await ensure(SUCCEEDED), { kind: 'overlay', range: RANGE, created: true });
    const { metadata, spec } = (await found())!;
    t.deepEqual([metadata.name, metadata.labels, spec], [EXTENSION_NAME, OURS, { extensionIPRange: RANGE }]);
  },
);
test(
  'one of AGIC is used as it is',
  withServer,
  [...ACN_DEFINITIONS, nodeNetworkConfig('overlay'), extension(RANGE, AGICS)],
  async (t, { ensure, found, remove }) => {
    t.deepEqual(await ensure(SUCCEEDED), { kind: 'overlay', range: RANGE, created: false });
    t.deepEqual(await remove(), false);
    t.deepEqual((await found())!.metadata.labels, AGICS);
  },
);
test(
  'one of AGIC for another range is left alone, and said',
  withServer,
  [...ACN_DEFINITIONS, nodeNetworkConfig('overlay'), extension('10.9.0.0/24', AGICS)],
  async (t, { ensure, found }) => {
    t.regex(reasonOf(await ensure(SUCCEEDED)), /agic-overlay-extension-config is for 10\.9/);
    t.deepEqual((await found())!.spec, { extensionIPRange: '10.9.0.0/24' });
  },
);
test(
  'ours for another range stays too: another gateway may need it',
  withServer,
  [...ACN_DEFINITIONS, nodeNetworkConfig('overlay'), extension('10.9.0.0/24', OURS)],
  async (t, { ensure, found }) => {
    t.regex(
      reasonOf(await ensure(SUCCEEDED)),
      /is for 10\.9\.0\.0\/24, and the gateway is in 10\.1\.0\.0\/24/,
    );
    t.deepEqual((await found())!.spec, { extensionIPRange: '10.9.0.0/24' });
  },
);
test(
  'one that is being removed is none',
  withServer,
  [...ACN_DEFINITIONS, nodeNetworkConfig('overlay')],
  async (t, { ensure, server }) => {
    await server.admin.create({
      ...extension(RANGE, OURS),
      metadata: { ...extension(RANGE, OURS).metadata, finalizers: ['acn.azure.com/dnc-operations'] },
    });
    await server.admin.delete(NAMED);
    t.regex(reasonOf(await ensure(SUCCEEDED)), /still being removed/);
  },
);
test(
  'what the network refuses, and what it does not take up',
  withServer,
  [...ACN_DEFINITIONS, nodeNetworkConfig('overlay')],
  async (t, { ensure }) => {
    t.regex(reasonOf(await ensure(null)), /after 60 s the network has not taken it up/);
    t.regex(reasonOf(await ensure({ state: 'Failed', message: 'too large' })), /refused it: too large/);
  },
);
test(
  'a subnet that cannot be read',
  withServer,
  [...ACN_DEFINITIONS, nodeNetworkConfig('overlay')],
  async (t, { ensure }) => {
    const message = 'no right';
    const refuse = () => Promise.reject(new ArmError({ code: 'X', kind: 'forbidden', message }));
    t.regex(reasonOf(await ensure(null, refuse)), /range of the gateway's subnet cannot be read: no right/);
  },
);
test(
  'an API server that refuses',
  withServer,
  [...ACN_DEFINITIONS, nodeNetworkConfig('overlay')],
  async (t, { ensure, server }) => {
    const when = ({ resource }: { readonly resource: string }) => resource.startsWith('overlayextension');
    server.faults!.inject({ kind: 'answer', status: 403 }, { when });
    t.deepEqual((await ensure(null)).kind, 'unreachable');
  },
);
test(
  'on uninstall ours goes, once',
  withServer,
  [...ACN_DEFINITIONS, nodeNetworkConfig('overlay')],
  async (t, { ensure, remove, found }) => {
    await ensure(SUCCEEDED);
    t.deepEqual(await remove(), true);
    t.deepEqual(await found(), null);
    t.deepEqual(await remove(), false);
  },
);
