import test from 'ava';
import { refusedVerbs } from '../../../src/kube/access-review.ts';
import { PERMISSIONS } from '../../../src/kube/permissions.ts';
import { createManualClock } from '../../helpers/manual-clock.ts';
import { scriptedKube } from '../../helpers/scripted-kube.ts';

test('the refused ones of the verbs, each asked for by itself', async (t) => {
  const kube = await scriptedKube(createManualClock(), ({ body }) => {
    const { spec } = body as { spec: { resourceAttributes: { verb: string } } };
    return { status: 201, body: { status: { allowed: spec.resourceAttributes.verb !== 'patch' } } };
  });
  t.teardown(() => kube.close());
  const status = PERMISSIONS.watched.find(({ resource }) => resource === 'ingresses/status');
  t.deepEqual(await refusedVerbs(kube.client, { ...status!, namespace: 'shop' }), ['patch']);
  t.like(kube.calls[0]!.body, {
    spec: {
      resourceAttributes: {
        group: 'networking.k8s.io',
        resource: 'ingresses',
        subresource: 'status',
        verb: 'patch',
        namespace: 'shop',
      },
    },
  });
});

test('a server that says nothing allows nothing', async (t) => {
  const kube = await scriptedKube(createManualClock(), () => ({ status: 201, body: {} }));
  t.teardown(() => kube.close());
  const nodes = PERMISSIONS.cluster.find(({ resource }) => resource === 'nodes');
  t.deepEqual(await refusedVerbs(kube.client, { ...nodes!, namespace: null }), ['list', 'watch']);
});
