import test, { type ExecutionContext } from 'ava';
import { createRedirectHosts } from '../../../src/kube/redirect-hosts.ts';
import { createManualClock } from '../../helpers/manual-clock.ts';
import { refused, scriptedKube, type Call } from '../../helpers/scripted-kube.ts';

async function setUp(t: ExecutionContext, data?: Record<string, string>) {
  const live = { data, version: 1, isContested: false };
  const calls: Call[] = [];
  const kube = await scriptedKube(createManualClock(), (call) => {
    calls.push(call);
    if (call.path !== '/api/v1/namespaces/ingress/configmaps/web-redirect-hosts')
      return refused(404, 'NotFound');
    if (call.method === 'PATCH') {
      const patch = call.body as { metadata: { resourceVersion: string }; data: Record<string, string> };
      const isStale = patch.metadata.resourceVersion !== String(live.version);
      if (isStale || live.isContested) return refused(409, 'Conflict');
      live.data = { ...live.data, ...patch.data };
      live.version += 1;
    }
    return {
      body: {
        metadata: { resourceVersion: String(live.version) },
        ...(live.data ? { data: live.data } : {}),
      },
    };
  });
  t.teardown(() => kube.close());
  const methods = (): string[] => calls.map(({ method }) => method);
  return { live, methods, hosts: createRedirectHosts(kube.client, 'ingress/web') };
}

test('one host a line, beside what else is there', async (t) => {
  const { live, hosts } = await setUp(t, { other: 'x' });
  t.is(await hosts.write(['*.a.com', '*.b.com']), 'written');
  t.deepEqual(live.data, { other: 'x', hosts: '*.a.com\n*.b.com\n' });
});

test('what is there already is not written, and not even read again', async (t) => {
  const { methods, hosts } = await setUp(t, { hosts: '*.a.com\n' });
  t.is(await hosts.write(['*.a.com']), 'unchanged');
  t.is(await hosts.write(['*.a.com']), 'unchanged');
  t.deepEqual(methods(), ['GET']);
});

test('no host is an empty file, and an absent one the same', async (t) => {
  const { methods, hosts } = await setUp(t);
  t.is(await hosts.write([]), 'unchanged');
  t.deepEqual(methods(), ['GET']);
});

test('a write that failed is not taken for done', async (t) => {
  const { live, hosts } = await setUp(t, {});
  live.isContested = true;
  await t.throwsAsync(hosts.write(['*.a.com']), { name: 'KubeError' });
  live.isContested = false;
  t.is(await hosts.write(['*.a.com']), 'written');
  t.is(live.data?.['hosts'], '*.a.com\n');
});

test('a ConfigMap that is not there is an error to tell', async (t) => {
  const kube = await scriptedKube(createManualClock(), () => refused(404, 'NotFound'));
  t.teardown(() => kube.close());
  await t.throwsAsync(createRedirectHosts(kube.client, 'ingress/web').write(['*.a.com']), {
    name: 'KubeError',
  });
});
