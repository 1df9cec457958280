import test from 'ava';
import { leaseApi, leasesPath, microTime, type Lease } from '../../../src/kube/lease-object.ts';
import { createManualClock } from '../../helpers/manual-clock.ts';
import { refused, scriptedKube } from '../../helpers/scripted-kube.ts';

const { signal } = new AbortController();
const lease = (resourceVersion?: string): Lease => ({
  metadata: { namespace: 'system', name: 'l', ...(resourceVersion !== undefined && { resourceVersion }) },
  spec: { holderIdentity: 'a' },
});

test('times have microseconds', (t) => {
  t.is(microTime(Date.parse('2026-11-21T01:02:03.004Z')), '2026-11-21T01:02:03.004000Z');
});

test('creates what has no version, and updates what has one', async (t) => {
  const kube = await scriptedKube(createManualClock(), ({ body }) => ({ body }));
  t.teardown(() => kube.close());
  const api = leaseApi(kube.client, 'system', 'l');
  await api.write(lease(), signal);
  await api.write(lease('7'), signal);
  t.like(kube.calls[0], { method: 'POST', path: leasesPath('system') });
  t.like(kube.calls[1], { method: 'PUT', path: `${leasesPath('system')}/l` });
  t.like(kube.calls[1]?.body, { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', ...lease('7') });
});

test('none is null, and another refusal is one', async (t) => {
  let status = 404;
  const kube = await scriptedKube(createManualClock(), () => refused(status, 'Reason'));
  t.teardown(() => kube.close());
  const api = leaseApi(kube.client, 'system', 'l');
  t.is(await api.get(signal), null);
  status = 403;
  await t.throwsAsync(api.get(signal), { message: /Reason/ });
});
