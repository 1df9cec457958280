import test from 'ava';
import { keepRefusals } from '../../../../src/cli/run/kept-refusals.ts';
import type { GatewayClient } from '../../../../src/controller/ports.ts';
import { KubeError } from '../../../../src/kube/kube-error.ts';
import type { HeldConfigMap } from '../../../../src/kube/held-config-map.ts';

const failure = (status: number): KubeError => new KubeError({ reason: 'Refused', message: 'no', status });
const gateway = {} as GatewayClient;
const NOTHING = { outcome: { kind: 'unchanged', diagnostics: [] }, computation: null, live: null } as const;

function setUp(read: HeldConfigMap['read'], write?: HeldConfigMap['write']) {
  const written: string[] = [];
  const errors: string[] = [];
  const configMap: HeldConfigMap = {
    read,
    write:
      write ??
      ((entries) => {
        written.push(entries.map(({ owner, waitSeconds }) => `${owner} ${waitSeconds}`).join());
        return Promise.resolve('written');
      }),
  };
  const kept = keepRefusals({ gateway, configMap, onError: ({ message }) => void errors.push(message) });
  return { kept, written, errors };
}

test('the next leader waits as long as the last one would have', async (t) => {
  const entry = { owner: 'Ingress/shop/web', desiredHash: 'x', code: 'C', retryAt: '1970-01-01T00:05:00Z' };
  const { kept, written } = setUp(() => Promise.resolve([{ ...entry, waitSeconds: 1200 }]));
  const { held, write, settled } = await kept;
  t.is(held.waiting(entry.owner, 'x', 0)?.code, 'C');
  held.refuse(entry.owner, 'x', 'C', 300_000);
  void write(NOTHING, null);
  await settled();
  t.deepEqual(written, ['Ingress/shop/web 2400']);
});

test('what may not be read is told, and is no reason to serve nothing', async (t) => {
  const { kept, errors } = setUp(() => Promise.reject(failure(403)));
  t.deepEqual((await kept).held.entries(), []);
  t.deepEqual(errors, ['no']);
});

test('what cannot be read now is', async (t) => {
  await t.throwsAsync(setUp(() => Promise.reject(failure(500))).kept, { name: 'KubeError' });
});

test('a write that fails is told, and the next one is tried', async (t) => {
  const { kept, errors } = setUp(
    () => Promise.resolve([]),
    () => Promise.reject(failure(500)),
  );
  const { write } = await kept;
  await write(NOTHING, null);
  await write(NOTHING, null);
  t.deepEqual(errors, ['no', 'no']);
});
