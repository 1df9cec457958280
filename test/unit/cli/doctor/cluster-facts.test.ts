import test from 'ava';
import { readCluster } from '../../../../src/cli/doctor/cluster-facts.ts';
import { loadConfig } from '../../../../src/config/load.ts';
import { createManualClock } from '../../../helpers/manual-clock.ts';
import { listOf, refused, scriptedKube, type Answer, type Call } from '../../../helpers/scripted-kube.ts';

const config = loadConfig({ flags: { namespaces: ['shop'] }, environment: {} });
const clock = createManualClock();

const allowed = ({ body }: Call): Answer => {
  const { spec } = body as { spec: { resourceAttributes: { verb: string; resource: string } } };
  const { verb, resource } = spec.resourceAttributes;
  return { body: { status: { allowed: !(resource === 'secrets' && verb === 'watch') } } };
};

test('what is asked, and what comes of it', async (t) => {
  const kube = await scriptedKube(clock, (call) => {
    if (call.path === '/version') return { body: { gitVersion: 'v1.33.0' } };
    if (call.path.endsWith('selfsubjectaccessreviews')) return allowed(call);
    if (call.path.endsWith('/leases')) return { status: 201, body: {} };
    if (call.path.endsWith('/ingressclasses')) return listOf('1', [{ metadata: { name: 'azure' } }]);
    return refused(404, 'NotFound');
  });
  t.teardown(() => kube.close());
  const facts = await readCluster(kube.client, config, clock.now());
  t.deepEqual(facts.version, { ok: true, value: { gitVersion: 'v1.33.0' } });
  t.like(facts.refused, { ok: true });
  t.deepEqual(
    facts.refused.ok && facts.refused.value.map(({ permission, verbs }) => [permission.namespace, ...verbs]),
    [['shop', 'watch']],
  );
  t.like(facts, {
    lease: { ok: true },
    classes: { ok: true, value: [{ metadata: { name: 'azure' } }] },
    gateways: { ok: true, value: null },
    overlay: { ok: true, value: false },
    extension: { ok: true, value: null },
    nodes: { ok: false },
  });
  t.deepEqual(
    kube.calls.filter(({ method, path }) => method !== 'GET' && !path.includes('authorization')),
    kube.calls.filter(({ query }) => query['dryRun'] === 'All'),
    'nothing is written',
  );
});

test('a server that does not answer is asked once', async (t) => {
  const kube = await scriptedKube(clock, () => 'reset');
  t.teardown(() => kube.close());
  const facts = await readCluster(kube.client, config, clock.now());
  t.true(Object.values(facts).every(({ ok }: { ok: boolean }) => !ok));
  t.is(kube.calls.length, 1);
});
