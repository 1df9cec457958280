import test from 'ava';
import { createManualClock, until } from '../../helpers/manual-clock.ts';
import { startApiServer } from '../../kube/api-server/api-server.ts';
import type { ApiServerOptions, Faults, RequestFilter } from '../../kube/api-server/contracts.ts';
import { configMap, ingress, lease } from './objects.ts';
import { watching } from './watching.ts';

const PATH = '/api/v1/namespaces/default/configmaps';

async function started(options: ApiServerOptions = {}) {
  const server = await startApiServer(options);
  const { admin, faults, requests } = server;
  if (!faults || !requests) throw new Error('the in-process server has faults');
  const get = async () => (await admin.request('GET', PATH)).status;
  return { server, admin, faults, requests, get };
}

test('an answer for the next N requests that match, then the real ones again', async (t) => {
  const { server, faults, get } = await started();
  const when: RequestFilter = ({ resource, verb }) => resource === 'configmaps' && verb === 'list';
  const fault = faults.inject(
    { kind: 'answer', status: 503, headers: { 'retry-after': '1' } },
    { when, times: 2 },
  );
  t.deepEqual([await get(), await get(), await get()], [503, 503, 200]);
  t.is(fault.hits, 2);
  await server.close();
});

test('the body of an injected answer is a Status unless given', async (t) => {
  const { server, admin, faults } = await started();
  const fault = faults.inject({ kind: 'answer', status: 429 });
  t.like((await admin.request('GET', '/api')).body, {
    kind: 'Status',
    reason: 'TooManyRequests',
    code: 429,
  });
  fault.lift();
  faults.inject({ kind: 'answer', status: 502, body: '<html>' });
  t.is((await admin.request('GET', '/api')).body, '<html>');
  await server.close();
});

test('a slow answer comes by the clock', async (t) => {
  const clock = createManualClock();
  const { server, faults, get, requests } = await started({ clock });
  faults.inject({ kind: 'delay', ms: 3000 }, { times: 1 });
  let status = 0;
  const answered = get().then((code) => (status = code));
  await until(() => requests.entries.length === 1);
  t.is(status, 0);
  clock.advance(3000);
  await answered;
  t.is(status, 200);
  await server.close();
});

test('a hanging request goes on when the fault is lifted', async (t) => {
  const { server, faults, get } = await started();
  const fault = faults.inject({ kind: 'hang' });
  const answered = get();
  await until(() => fault.hits === 1);
  fault.lift();
  t.is(await answered, 200);
  await server.close();
});

for (const [when, isDone] of [
  ['before', false],
  ['after', true],
] as const) {
  test(`a connection reset ${when} the request was carried out`, async (t) => {
    const { server, admin, faults } = await started();
    await admin.create(configMap('first'));
    faults.inject({ kind: 'drop', when }, { when: ({ verb }) => verb === 'create', times: 1 });
    await t.throwsAsync(admin.create(configMap('second')));
    t.is((await admin.find(configMap('second'))) !== null, isDone);
    await server.close();
  });
}

const ends: readonly (readonly [string, (faults: Faults) => number, 'ended' | 'broken'])[] = [
  ['dropWatches', (faults) => faults.dropWatches(), 'broken'],
  ['endWatches', (faults) => faults.endWatches(), 'ended'],
  ['closeConnections', (faults) => Math.min(1, faults.closeConnections()), 'broken'],
];
for (const [name, act, outcome] of ends) {
  test(`${name}: open watches are ${outcome}`, async (t) => {
    const { server, admin, faults } = await started();
    const events = await watching(admin, PATH);
    t.is(act(faults), 1);
    t.is(await events.outcome(), outcome);
    await server.close();
  });
}

test('watches are chosen by their request', async (t) => {
  const { server, admin, faults } = await started();
  const [maps, ingresses] = [
    await watching(admin, PATH),
    await watching(admin, '/apis/networking.k8s.io/v1/ingresses'),
  ];
  t.is(
    faults.endWatches(({ resource }) => resource === 'configmaps'),
    1,
  );
  t.is(await maps.outcome(), 'ended');
  await admin.create(ingress('alive'));
  t.deepEqual(await ingresses.take(1), ['ADDED alive']);
  await server.close();
});

test('an ERROR event in the stream, then its end', async (t) => {
  const { server, admin, faults } = await started();
  const events = await watching(admin, PATH);
  faults.failWatches(500, 'InternalError');
  t.deepEqual(await events.take(1), ['ERROR 500']);
  t.is(await events.outcome(), 'ended');
  await server.close();
});

test('a silent watch says nothing until lifted, then what it missed in order', async (t) => {
  const { server, admin, faults } = await started();
  const [silent, other] = [
    await watching(admin, PATH, 'labelSelector='),
    await watching(admin, PATH, 'labelSelector=!none'),
  ];
  const silence = faults.silenceWatches(({ query }) => query.get('labelSelector') === '');
  t.is(silence.hits, 1);
  const first = silent.take(1);
  let heard = false;
  void first.then(() => (heard = true));
  await admin.create(configMap('a'));
  await admin.create(configMap('b'));
  t.deepEqual(await other.take(2), ['ADDED a', 'ADDED b']);
  t.false(heard);
  silence.lift();
  t.deepEqual([...(await first), ...(await silent.take(1))], ['ADDED a', 'ADDED b']);
  await server.close();
});

test('a restart resets connections, keeps the state and the address, and forgets the history', async (t) => {
  const { server, admin, faults, get } = await started();
  const made = await admin.create(configMap('kept'));
  await admin.create(configMap('later'));
  const events = await watching(admin, PATH);
  await server.restart();
  t.is(await events.outcome(), 'broken');
  t.is((await admin.get(made)).metadata.uid, made.metadata.uid);
  t.is(await get(), 200);
  const stale = await watching(admin, PATH, `resourceVersion=${made.metadata.resourceVersion}`);
  t.deepEqual(await stale.take(1), ['ERROR 410']);
  t.is(faults.dropWatches(), 0);
  await server.close();
});

test('a server that is away refuses connections until it is back', async (t) => {
  const { server, get } = await started();
  await server.stop();
  await t.throwsAsync(get(), { code: 'ECONNREFUSED' });
  await server.start();
  t.is(await get(), 200);
  await server.close();
});

test('the log says who did what', async (t) => {
  const { server, admin, requests } = await started();
  await admin.create(lease('one'));
  await admin.patch(lease('one'), { spec: { holderIdentity: 'me' } });
  t.is(
    requests.count(({ verb, resource }) => verb === 'patch' && resource === 'leases.coordination.k8s.io'),
    1,
  );
  const last = requests.entries.at(-1);
  t.like(last, { method: 'PATCH', namespace: 'default', name: 'one', user: 'admin', status: 200 });
  requests.clear();
  t.is(requests.entries.length, 0);
  await server.close();
});

test('plain HTTP, where no TLS is wanted', async (t) => {
  const { server, get } = await started({ tls: false });
  t.regex(server.url, /^http:/);
  t.is(server.ca, null);
  t.is(await get(), 200);
  await server.close();
});
