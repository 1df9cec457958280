import test from 'ava';
import { BLANK_GATEWAY } from '../../../../src/cli/blank-gateway.ts';
import { letIn, reachableGateway } from '../../../../src/cli/run/reachable-gateway.ts';
import { systemClock } from '../../../../src/clock/clock.ts';
import { loadConfig } from '../../../../src/config/load.ts';
import type { GatewayClient } from '../../../../src/controller/ports.ts';
import { diagnose } from '../../../../src/diagnostics/diagnostic.ts';
import type { ReachabilityResult } from '../../../../src/kube/overlay.ts';
import { listOf, scriptedKube } from '../../../helpers/scripted-kube.ts';
import { silentIo } from '../../../helpers/silent-io.ts';

const DIRECT: ReachabilityResult = { kind: 'direct' };
const SHUT: ReachabilityResult = {
  kind: 'unreachable',
  diagnostic: diagnose('PODS_UNREACHABLE', null, { reason: 'x' }),
};

/** What happens, in order; the attempts end as the list says. */
function scene(results: readonly ReachabilityResult[]): { gateway: GatewayClient; happened: string[] } {
  const happened: string[] = [];
  const rest = [...results];
  const inner: GatewayClient = {
    resourceId: '/g',
    get: async () => {
      happened.push('get');
      return BLANK_GATEWAY;
    },
    put: async () => {
      happened.push('put');
      return { url: null, wait: async () => undefined };
    },
    resumeOperation: () => ({ url: null, wait: async () => undefined }),
    publicAddress: async () => ({ ip: null, hostname: null }),
  };
  const gateway = reachableGateway(inner, {
    ensure: async () => {
      happened.push('ensure');
      return rest.shift() ?? DIRECT;
    },
    onResult: ({ kind }) => happened.push(kind),
  });
  return { gateway, happened };
}

test('before the first PUT, once', async (t) => {
  const { gateway, happened } = scene([DIRECT]);
  await gateway.get();
  await gateway.put(BLANK_GATEWAY);
  await gateway.put(BLANK_GATEWAY);
  await gateway.get();
  t.deepEqual(happened, ['get', 'ensure', 'direct', 'put', 'put', 'get']);
});

test('a failure keeps no PUT from being sent, and is repeated at the next looks', async (t) => {
  const { gateway, happened } = scene([SHUT, SHUT, DIRECT]);
  await gateway.put(BLANK_GATEWAY);
  t.deepEqual(happened.splice(0), ['ensure', 'unreachable', 'put']);
  for (const expected of ['unreachable', 'direct']) {
    await gateway.get();
    await Promise.resolve();
    t.deepEqual(happened.splice(0), ['get', 'ensure', expected]);
  }
  await gateway.get();
  t.deepEqual(happened, ['get']);
});

test('the subnet is read only on an overlay, and a gateway without one is said', async (t) => {
  let type = 'vnet';
  const kube = await scriptedKube(systemClock, () =>
    listOf('1', [{ metadata: { name: 'n', labels: { 'kubernetes.azure.com/podnetwork-type': type } } }]),
  );
  t.teardown(() => kube.close());
  const surroundings = {
    resourceId: BLANK_GATEWAY.id!,
    config: loadConfig({ flags: {}, environment: {} }),
    io: silentIo(),
    client: kube.client,
    signal: new AbortController().signal,
  };
  const bare = { ...BLANK_GATEWAY, properties: {} };
  t.deepEqual(await letIn(bare, surroundings), DIRECT);
  type = 'overlay';
  t.like(await letIn(bare, surroundings), {
    kind: 'unreachable',
    diagnostic: {
      detail: { reason: "the range of the gateway's subnet cannot be read: the gateway names no subnet" },
    },
  });
});
