import test from 'ava';
import { startApiServer } from '../../kube/api-server/api-server.ts';
import type { KubeInput } from '../../kube/api-server/contracts.ts';
import { ingress, service, slice } from './objects.ts';
import { watching } from './watching.ts';

const SIZE = 500;
const numbered = (make: (name: string, index: number) => KubeInput): KubeInput[] =>
  Array.from({ length: SIZE }, (_, index) => make(`app-${index}`, index));
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

test('500 Ingresses, 500 Services and 5,000 endpoints go in and come out quickly', async (t) => {
  const server = await startApiServer();
  const objects = [
    ...numbered((name) => ingress(name)),
    ...numbered((name) => service(name)),
    ...numbered((name, index) => slice(name, 10, 10 * index)),
  ];
  const load = await timed(() => server.load(objects));
  const list = await timed(() =>
    server.admin.list({ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' }),
  );
  t.log(`load ${Math.round(load)} ms, list ${Math.round(list)} ms`);
  t.true(load < 3000 && list < 1000);
  await server.close();
});

test('2,000 updates over HTTP reach a watch in order', async (t) => {
  const server = await startApiServer();
  const created = await server.admin.create(slice('churn', 10));
  const events = await watching(
    server.admin,
    '/apis/discovery.k8s.io/v1/endpointslices',
    `resourceVersion=${created.metadata.resourceVersion}`,
  );
  const count = 2000;
  const elapsed = await timed(async () => {
    for (let index = 1; index <= count; index += 1) {
      const { endpoints } = slice('churn', 10, index);
      await server.admin.patch(created, { endpoints });
    }
  });
  const texts = await events.take(count);
  t.true(texts.every((text) => text === 'MODIFIED churn'));
  t.log(`${count} updates in ${Math.round(elapsed)} ms`);
  t.true(elapsed < 10_000);
  await server.close();
});
