import test, { type ExecutionContext } from 'ava';
import { createDevDefaultBackend, type DevDefaultBackend } from '../../../../src/cli/dev/default-backend.ts';
import type { ClusterObject } from '../../../../src/cluster/objects.ts';
import { loadConfig } from '../../../../src/config/load.ts';
import { defaultBackend, service } from '../../../helpers/objects.ts';

async function start(t: ExecutionContext, setting?: string): Promise<DevDefaultBackend> {
  const config = loadConfig({ flags: { defaultBackend: setting }, environment: {} });
  const started = await createDevDefaultBackend(config, () => ['a.com']);
  t.teardown(started.close);
  return started;
}

const names = (objects: readonly ClusterObject[]): readonly string[] =>
  objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);

for (const [title, setting, given, expected] of [
  [
    'where the files have none',
    undefined,
    [service()],
    [
      'Service shop/web',
      'Service appgw-ingress/default-backend',
      'EndpointSlice appgw-ingress/default-backend-dev',
    ],
  ],
  [
    'in the place of the one that they have',
    undefined,
    defaultBackend('somewhere'),
    ['Service somewhere/default-backend', 'EndpointSlice somewhere/default-backend-dev'],
  ],
  [
    'under the name that is set',
    'ns/other',
    defaultBackend('somewhere').slice(0, 1),
    ['Service somewhere/default-backend', 'Service ns/other', 'EndpointSlice ns/other-dev'],
  ],
] as const) {
  test(`it stands ${title}`, async (t) => {
    t.deepEqual(names((await start(t, setting)).standIn(given)), expected);
  });
}

test('behind its endpoints are real servers: one answers 404, one redirects', async (t) => {
  const { standIn, resolve } = await start(t);
  const slice = standIn([]).find((object) => object.kind === 'EndpointSlice')!;
  const [address] = slice.endpoints[0]!.addresses;
  const statuses = await Promise.all(
    slice.ports.map(async ({ port }) => {
      const socket = resolve(address!, port!)!;
      return (await fetch(`http://${socket.host}:${socket.port}/`, { redirect: 'manual' })).status;
    }),
  );
  t.deepEqual(statuses, [404, 404], 'this host is none of those that may be redirected');
  t.is(resolve('10.0.0.1', 8080), undefined);
  t.is(resolve(address!, 1), undefined);
});
