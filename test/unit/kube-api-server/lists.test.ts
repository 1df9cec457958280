import test from 'ava';
import { startApiServer } from '../../kube/api-server/api-server.ts';
import type { KubeObject } from '../../kube/api-server/objects.ts';
import { configMap, gateway, gatewayDefinition, namespace, secret } from './objects.ts';

interface ListBody {
  readonly kind: string;
  readonly metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number };
  readonly items: readonly KubeObject[];
}

const PATH = '/api/v1/namespaces/default/configmaps';

async function withMaps(count: number) {
  const server = await startApiServer();
  await server.load(
    Array.from({ length: count }, (_, index) => configMap(`m${index}`, {}, { labels: { n: `${index}` } })),
  );
  const list = async (query: string, path = PATH): Promise<ListBody> =>
    (await server.admin.request('GET', `${path}?${query}`)).body as ListBody;
  const status = async (query: string): Promise<number> =>
    (await server.admin.request('GET', `${PATH}?${query}`)).status;
  return { server, list, status };
}

const names = ({ items }: ListBody): string => items.map(({ metadata }) => metadata.name).join(' ');

const { server, list, status } = await withMaps(4);
test.after.always(() => server.close());

test('pages show one snapshot, whatever is written in between', async (t) => {
  const { server, list } = await withMaps(5);
  const first = await list('limit=2');
  t.is(names(first), 'm0 m1');
  t.is(first.metadata.remainingItemCount, 3);
  await server.admin.delete(configMap('m2'));
  await server.admin.create(configMap('m25'));
  const second = await list(`limit=2&continue=${first.metadata.continue}`);
  t.is(names(second), 'm2 m3');
  t.is(second.metadata.resourceVersion, first.metadata.resourceVersion);
  const last = await list(`limit=2&continue=${second.metadata.continue}`);
  t.is(names(last), 'm4');
  t.is(last.metadata.continue, undefined);
  await server.close();
});

test('a page whose snapshot is gone: 410 with a token to go on inconsistently', async (t) => {
  const { server, list } = await withMaps(4);
  const first = await list('limit=2');
  await server.admin.delete(configMap('m3'));
  server.faults?.expireHistory();
  const { status, body } = await server.admin.request(
    'GET',
    `${PATH}?limit=2&continue=${first.metadata.continue}`,
  );
  t.is(status, 410);
  const { reason, metadata } = body as { reason: string; metadata: { continue: string } };
  t.is(reason, 'Expired');
  t.is(names(await list(`limit=2&continue=${metadata.continue}`)), 'm2');
  await server.close();
});

test('resourceVersion of a list', async (t) => {
  const { server, list, status } = await withMaps(3);
  const now = Number((await list('')).metadata.resourceVersion);
  await server.admin.delete(configMap('m0'));
  t.is(names(await list(`resourceVersion=${now}&resourceVersionMatch=Exact`)), 'm0 m1 m2');
  t.is(names(await list(`resourceVersion=${now}&resourceVersionMatch=NotOlderThan`)), 'm1 m2');
  t.is(names(await list('resourceVersion=0&limit=1')), 'm1 m2', 'the cache does not page');
  t.is(await status(`resourceVersion=${now + 1000}`), 504);
  t.is(await status('resourceVersionMatch=Exact'), 422);
  t.is(await status('resourceVersion=abc'), 400);
  t.is(await status('continue=nonsense'), 400);
  server.faults?.expireHistory();
  t.is(await status(`resourceVersion=${now}&resourceVersionMatch=Exact`), 410);
  await server.close();
});

for (const [selector, expected] of [
  ['n=1', 'm1'],
  ['n==1', 'm1'],
  ['n!=1', 'm0 m2 m3'],
  ['n in (1,2)', 'm1 m2'],
  ['n notin (1, 2)', 'm0 m3'],
  ['n', 'm0 m1 m2 m3'],
  ['!n', ''],
  ['n,n!=0', 'm1 m2 m3'],
  ['other!=x', 'm0 m1 m2 m3'],
] as const) {
  test(`labelSelector ${selector}`, async (t) => {
    t.is(names(await list(`labelSelector=${encodeURIComponent(selector)}`)), expected);
  });
}

test('field selectors: names everywhere, more by kind, others refused', async (t) => {
  t.is(names(await list('fieldSelector=metadata.name%3Dm2')), 'm2');
  t.is(names(await list('fieldSelector=metadata.namespace%3Dother')), '');
  t.is(await status('fieldSelector=data.a%3Db'), 400);
  await server.load([secret('tls', 'kubernetes.io/tls', { 'tls.crt': '', 'tls.key': '' }), secret('opaque')]);
  t.is(names(await list('fieldSelector=type%3Dkubernetes.io/tls', '/api/v1/secrets')), 'tls');
  t.is(names(await list('fieldSelector=type!%3Dkubernetes.io/tls', '/api/v1/secrets')), 'opaque');
});

test('namespaces are apart, and one list shows all', async (t) => {
  await server.load([namespace('other'), configMap('m1', {}, { namespace: 'other', labels: { all: '' } })]);
  t.is(names(await list('', '/api/v1/namespaces/other/configmaps')), 'm1');
  t.is((await list('', '/api/v1/configmaps')).items.length, 5);
});

test('items of built-in kinds come without kind, those of custom ones with it', async (t) => {
  const builtin = await list('');
  t.is(builtin.kind, 'ConfigMapList');
  t.false('kind' in (builtin.items[0] ?? {}));
  await server.load([gatewayDefinition(), gateway('one')]);
  const custom = await list('', '/apis/example.com/v1alpha1/gateways');
  t.is(custom.items[0]?.kind, 'Gateway');
});

test('a Table and metadata alone, where they are asked for', async (t) => {
  const ask = async (as: string) =>
    (
      await server.admin.request('GET', PATH, {
        accept: `application/json;as=${as};v=v1;g=meta.k8s.io,application/json`,
      })
    ).body as {
      kind: string;
      rows: { cells: string[] }[];
      items: object[];
    };
  const table = await ask('Table');
  t.is(table.kind, 'Table');
  t.is(table.rows[0]?.cells[0], 'm0');
  const metadata = await ask('PartialObjectMetadataList');
  t.deepEqual(Object.keys(metadata.items[0] ?? {}), ['kind', 'apiVersion', 'metadata']);
});

test('discovery names built-in and custom resources', async (t) => {
  const { body } = await server.admin.request('GET', '/apis/networking.k8s.io/v1');
  const { resources } = body as { resources: { name: string; namespaced: boolean }[] };
  t.like(
    resources.find(({ name }) => name === 'ingresses'),
    { namespaced: true },
  );
  t.truthy(resources.find(({ name }) => name === 'ingresses/status'));
  t.is((await server.admin.request('GET', '/apis/nothing.example.com/v1')).status, 404);
  t.is((await server.admin.request('GET', '/version')).status, 200);
});
