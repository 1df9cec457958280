import test, { type ExecutionContext } from 'ava';
import { createHeldConfigMap } from '../../../src/kube/held-config-map.ts';
import { createManualClock } from '../../helpers/manual-clock.ts';
import { refused, scriptedKube } from '../../helpers/scripted-kube.ts';

const COLLECTION = '/api/v1/namespaces/ingress/configmaps';
const PATH = `${COLLECTION}/appgw-ingress-blue-held-back`;
const ENTRY = {
  owner: 'Ingress/shop/web',
  desiredHash: 'x',
  code: 'C',
  retryAt: '2026-11-21T10:00:00.000Z',
  waitSeconds: 600,
};

/** `data`: of the ConfigMap; null: there is none. */
async function setUp(t: ExecutionContext, data: Record<string, string> | null) {
  const live = { data, refusal: 0 };
  const kube = await scriptedKube(createManualClock(), ({ method, path, body }) => {
    if (live.refusal > 0) return refused(live.refusal, 'Refused');
    if (method === 'POST' && path === COLLECTION) {
      live.data = (body as { data: Record<string, string> }).data;
      return { status: 201, body };
    }
    if (path !== PATH || live.data === null) return refused(404, 'NotFound');
    if (method === 'PATCH') live.data = { ...live.data, ...(body as { data: Record<string, string> }).data };
    return { body: { data: live.data } };
  });
  t.teardown(() => kube.close());
  const make = () => createHeldConfigMap({ client: kube.client, namespace: 'ingress', instance: 'blue' });
  const methods = (): string => kube.calls.map(({ method }) => method).join(' ');
  return { live, methods, make, map: make() };
}

const reads = test.macro(async (t, data: Record<string, string> | null, entries: readonly object[]) => {
  t.deepEqual(await (await setUp(t, data)).map.read(), entries);
});
test('nothing: no ConfigMap', reads, null, []);
test('nothing: as the chart makes it', reads, {}, []);
test('nothing: no JSON', reads, { heldBack: '[' }, []);
test('nothing: of another shape', reads, { heldBack: '[{"owner":1}]' }, []);
test('what was written', reads, { heldBack: JSON.stringify([ENTRY]) }, [ENTRY]);

const writes = test.macro(
  async (
    t,
    data: Record<string, string> | null,
    entries: readonly (typeof ENTRY)[],
    methods: string,
    after: Record<string, string> | null,
  ) => {
    const world = await setUp(t, data);
    await world.map.read();
    await world.map.write(entries);
    t.is(await world.map.write(entries), 'unchanged');
    t.is(world.methods(), methods);
    t.deepEqual(world.live.data, after);
  },
);
const TEXT = JSON.stringify([ENTRY]);
test('made where it is missing', writes, null, [ENTRY], 'GET PATCH POST', { heldBack: TEXT });
test('beside what else is there', writes, { a: 'b' }, [ENTRY], 'GET PATCH', { a: 'b', heldBack: TEXT });
test('not where it is there already', writes, { heldBack: TEXT }, [ENTRY], 'GET', { heldBack: TEXT });
test('emptied', writes, { heldBack: TEXT }, [], 'GET PATCH', { heldBack: '[]' });
test('nothing is not written for the first time', writes, null, [], 'GET', null);

test('a write that failed is not taken for done, and a successor reads it', async (t) => {
  const { live, map, make } = await setUp(t, {});
  await map.read();
  live.refusal = 403;
  await t.throwsAsync(map.write([ENTRY]), { name: 'KubeError' });
  live.refusal = 0;
  t.is(await map.write([ENTRY]), 'written');
  t.deepEqual(await make().read(), [ENTRY]);
});
