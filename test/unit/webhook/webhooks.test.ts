import test from 'ava';
import type { Ingress } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';
import { projectIngress } from '../../../src/kube/projections/ingress.ts';
import type { AdmissionRequest } from '../../../src/webhook/review.ts';
import { createWebhooks } from '../../../src/webhook/webhooks.ts';
import { createManualClock } from '../../helpers/manual-clock.ts';
import { CLASS, CONTROLLER, ingress, service } from '../../helpers/objects.ts';

const REFUSED = diagnose(
  'TLS_SECRET_UNNAMED',
  { kind: 'Ingress', namespace: 'shop', name: 'new' },
  { hosts: [], kept: false },
);
const POD = { metadata: { labels: { app: 'web' } }, spec: { containers: [{}] } };

function setUp({ namespaces = [] as readonly string[], judgeMs = 0 } = {}) {
  const clock = createManualClock();
  const snapshot = createSnapshot([service(), ingress({ defaultBackend: 'web' })], 0);
  let judged = 0;
  const webhooks = createWebhooks({
    snapshot: () => snapshot,
    namespaces,
    gateways: () => [{ controllerName: CONTROLLER, conventionalClass: CLASS }],
    injection: () => ({ gate: 'g', preStopSeconds: null }),
    toIngress: projectIngress,
    validation: {
      mode: 'enforce',
      codes: {},
      judge: ({ ingresses }) => {
        judged += 1;
        clock.advance(judgeMs);
        return ingresses.some(({ metadata }) => metadata.name === 'new') ? [REFUSED] : [];
      },
    },
    clock,
  });
  const ask = (path: string, request: Partial<AdmissionRequest>) =>
    webhooks[path]!({ uid: 'u', operation: 'CREATE', namespace: 'shop', name: 'new', ...request });
  const ingresses = (request: Partial<AdmissionRequest> = {}): boolean =>
    ask('/ingresses', { object: { ...(ingress({ name: 'new' }) as object) }, ...request }).refusal === null;
  const pods = (request: Partial<AdmissionRequest> = {}): number =>
    ask('/pods', { object: POD, ...request }).patch.length;
  return { clock, ingresses, pods, judged: () => judged };
}

test('a pod behind an Ingress gets its gate', (t) => t.is(setUp().pods(), 1));
test('an Ingress is judged', (t) => t.false(setUp().ingresses()));
test('one of generated name too', (t) => {
  const { metadata: _, ...rest } = ingress() satisfies Ingress;
  t.false(setUp().ingresses({ object: { ...rest, metadata: { namespace: 'shop' } } }));
});

const untouched: readonly (readonly [string, Partial<AdmissionRequest>, readonly string[]])[] = [
  ['deleted', { operation: 'DELETE', object: null }, []],
  ['connected to', { operation: 'CONNECT' }, []],
  ['its status', { operation: 'UPDATE', subResource: 'status' }, []],
  ['in a namespace that is not served', {}, ['blog']],
];
for (const [name, request, namespaces] of untouched) {
  test(`left alone: ${name}`, (t) => {
    const { ingresses, pods, judged } = setUp({ namespaces });
    t.is(pods(request), 0);
    t.true(ingresses(request));
    t.is(judged(), 0);
  });
}
test('a pod that runs is left alone', (t) => t.is(setUp().pods({ operation: 'UPDATE' }), 0));

test('who judges too long pauses', (t) => {
  const { clock, ingresses, judged } = setUp({ judgeMs: 1500 });
  t.false(ingresses());
  t.true(ingresses());
  t.is(judged(), 2);
  clock.advance(60_000);
  t.false(ingresses());
});
