import test from 'ava';
import { startApiServer } from '../../kube/api-server/api-server.ts';
import type { KubeError } from '../../kube/api-server/client/kube-client.ts';
import type { KubeInput } from '../../kube/api-server/contracts.ts';
import type { Status } from '../../kube/api-server/failures.ts';
import { configMap, gateway, gatewayDefinition } from './objects.ts';

const server = await startApiServer();
const { admin } = server;
test.after.always(() => server.close());

const as = (fieldManager: string, force = false) => ({ fieldManager, force });
const map = (name: string, data: Record<string, string>): KubeInput => configMap(name, data);

test('apply creates, then changes what its manager names', async (t) => {
  await admin.apply(map('made', { a: '1', b: '1' }), as('one'));
  const next = await admin.apply(map('made', { a: '2', b: '1' }), as('one'));
  t.deepEqual(next['data'], { a: '2', b: '1' });
});

test('what a manager no longer names is removed, unless somebody else manages it', async (t) => {
  await admin.apply(map('shrinking', { a: '1', b: '1', c: '1' }), as('one'));
  await admin.apply(map('shrinking', { b: '1' }), as('two'));
  const next = await admin.apply(map('shrinking', { a: '1' }), as('one'));
  t.deepEqual(next['data'], { a: '1', b: '1' });
});

test("another manager's value is a conflict, force takes it over", async (t) => {
  await admin.apply(map('contested', { a: '1' }), as('one'));
  const error = await t.throwsAsync<KubeError>(admin.apply(map('contested', { a: '2' }), as('two')));
  const status = error?.body as Status;
  t.is(status.code, 409);
  t.like(status.details?.causes?.[0], { reason: 'FieldManagerConflict', field: '.data.a' });
  t.regex(status.message, /Apply failed with 1 conflict: conflict with "one": \.data\.a/);
  const forced = await admin.apply(map('contested', { a: '2' }), as('two', true));
  t.deepEqual(forced['data'], { a: '2' });
  await t.throwsAsync(admin.apply(map('contested', { a: '3' }), as('one')));
});

test('equal values are shared', async (t) => {
  await admin.apply(map('shared', { a: '1' }), as('one'));
  await t.notThrowsAsync(admin.apply(map('shared', { a: '1' }), as('two')));
});

test('a field changed by an ordinary update is then a conflict for who applied it', async (t) => {
  const made = await admin.apply(map('edited', { a: '1' }), as('one'));
  await admin.update({ ...made, data: { a: '2' } });
  await t.throwsAsync(admin.apply(map('edited', { a: '1' }), as('one')), { code: 'Conflict' });
});

test('applying the same again changes nothing', async (t) => {
  const first = await admin.apply(map('steady', { a: '1' }), as('one'));
  const second = await admin.apply(map('steady', { a: '1' }), as('one'));
  t.is(second.metadata.resourceVersion, first.metadata.resourceVersion);
});

test('a list that merges by key keeps the elements of others', async (t) => {
  await admin.create(gatewayDefinition());
  await admin.create(gateway('keyed'));
  const path = await admin.pathOf(gateway('keyed'));
  const applyStatus = (manager: string, ...types: readonly string[]) =>
    admin.request('PATCH', `${path}/status?fieldManager=${manager}&force=true`, {
      contentType: 'application/apply-patch+yaml',
      body: {
        apiVersion: 'example.com/v1alpha1',
        kind: 'Gateway',
        metadata: { name: 'keyed' },
        status: { conditions: types.map((type) => ({ type, status: 'True' })) },
      },
    });
  await applyStatus('one', 'Accepted', 'Programmed');
  await applyStatus('two', 'Degraded');
  const { body } = await applyStatus('one', 'Accepted');

  const { conditions } = (body as { status: { conditions: { type: string }[] } }).status;
  t.deepEqual(
    conditions.map(({ type }) => type),
    ['Accepted', 'Degraded'],
  );
});

test('apply needs a field manager', async (t) => {
  const { status } = await admin.request('PATCH', '/api/v1/namespaces/default/configmaps/x', {
    contentType: 'application/apply-patch+yaml',
    body: map('x', {}),
  });
  t.is(status, 422);
});
