import test from 'ava';
import { createDevCluster } from '../../../../src/cli/dev/cluster.ts';
import { createDevTls } from '../../../../src/cli/dev/dev-tls.ts';
import type { DevDefaultBackend } from '../../../../src/cli/dev/default-backend.ts';
import type { ClusterObject } from '../../../../src/cluster/objects.ts';
import { createAuthority } from '../../../../src/emulator/authority.ts';
import type { EchoFleet } from '../../../../src/emulator/echo/fleet.ts';
import { createMemorySource } from '../../../helpers/memory-source.ts';
import { ingress, service, slice } from '../../../helpers/objects.ts';

const NO_DEFAULT_BACKEND: DevDefaultBackend = {
  standIn: (objects) => objects,
  resolve: () => undefined,
  close: async () => {},
};

async function start(objects: readonly ClusterObject[], devTls = false) {
  const source = createMemorySource(objects);
  let answering: readonly string[] = [];
  const fleet: EchoFleet = {
    sync: async (endpoints) => {
      answering = [...new Set(endpoints.map(({ address }) => address))].sort();
    },
    resolve: () => ({ host: '127.0.0.1', port: 1 }),
    close: async () => {},
  };
  const cluster = await createDevCluster({
    source,
    fleet,
    defaultBackend: NO_DEFAULT_BACKEND,
    devTls: devTls ? createDevTls(await createAuthority('development')) : null,
    onError: (error) => {
      throw error;
    },
  });
  const replace = (next: readonly ClusterObject[]): Promise<void> =>
    new Promise((resolve) => {
      const unsubscribe = cluster.subscribe(() => {
        unsubscribe();
        resolve();
      });
      source.replace(next);
    });
  return { cluster, source, replace, answering: () => answering };
}

test('endpoints answer before a change is told, and until it is served', async (t) => {
  const { cluster, replace, answering } = await start([service(), slice(['10.0.0.1'])]);
  cluster.snapshot();
  t.deepEqual(answering(), ['10.0.0.1']);
  await cluster.served();

  await replace([service(), slice(['10.0.0.2'])]);
  t.deepEqual(answering(), ['10.0.0.1', '10.0.0.2']);
  cluster.snapshot();
  await replace([service(), slice(['10.0.0.3'])]);
  await cluster.served();
  t.deepEqual(answering(), ['10.0.0.2', '10.0.0.3'], 'served is what was asked for last');
  cluster.snapshot();
  await cluster.served();
  t.deepEqual(answering(), ['10.0.0.3']);
});

test('a Service without slices gets one', async (t) => {
  const { cluster, answering } = await start([service()]);
  const [made] = cluster.snapshot().snapshot.endpointSlices.get('shop/web')!;
  t.deepEqual(answering(), made!.endpoints[0]!.addresses);
});

for (const devTls of [true, false]) {
  test(`a Secret that lacks ${devTls ? 'is there with' : 'lacks without'} --dev-tls`, async (t) => {
    const { cluster } = await start([ingress({ tls: [['cert', 'a.com']] })], devTls);
    t.is(cluster.snapshot().snapshot.secrets.has('shop/cert'), devTls);
  });
}

test('after it is closed it hears of nothing', async (t) => {
  const { cluster, source } = await start([]);
  cluster.close();
  source.replace([service()]);
  await new Promise((resolve) => setImmediate(resolve));
  t.is(cluster.snapshot().snapshot.services.size, 0);
});
