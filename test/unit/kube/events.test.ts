import test, { type ExecutionContext } from 'ava';
import { diagnose, type Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { createEventRecorder } from '../../../src/kube/events.ts';
import { createManualClock } from '../../helpers/manual-clock.ts';
import { refused, scriptedKube, type Answer, type Call } from '../../helpers/scripted-kube.ts';

const WEB = { kind: 'Ingress', namespace: 'shop', name: 'web' };
const missing = (service: string, object = WEB): Diagnostic =>
  diagnose('BACKEND_SERVICE_MISSING', object, { service });

interface Sent {
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly note: string;
  readonly reason: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

async function setUp(t: ExecutionContext) {
  const clock = createManualClock();
  const script = { failing: (_call: Call): Answer | null => null };
  const kube = await scriptedKube(clock, (call) => script.failing(call) ?? { status: 201, body: call.body });
  t.teardown(() => kube.close());
  const errors: string[] = [];
  const recorder = createEventRecorder({
    client: kube.client,
    clock,
    reporter: { controller: 'appgw-ingress.dev/controller', instance: 'pod-1' },
    identify: ({ name, kind }) =>
      name === 'gone'
        ? null
        : {
            apiVersion: kind === 'IngressClass' || kind === 'Ingress' ? 'networking.k8s.io/v1' : 'v1',
            uid: `uid-${name}`,
            resourceVersion: '7',
          },
    onError: (error) => errors.push(error.message),
  });
  const bodies = (): Sent[] => kube.calls.map(({ body }) => body as Sent);
  return { clock, kube, script, recorder, bodies, errors };
}

test('a diagnostic is an Event on its object', async (t) => {
  const { kube, recorder, bodies } = await setUp(t);
  await recorder.record([missing('shop/api')]);
  t.like(kube.calls[0], { method: 'POST', path: '/apis/events.k8s.io/v1/namespaces/shop/events' });
  t.like(bodies()[0], {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { namespace: 'shop' },
    eventTime: '2026-11-21T00:00:00.000000Z',
    type: 'Warning',
    reason: 'BackendServiceMissing',
    action: 'Reconcile',
    note: 'Service shop/api does not exist: requests for its paths get 502. Create the Service, or correct the name in the backend.',
    reportingController: 'appgw-ingress.dev/controller',
    reportingInstance: 'pod-1',
    regarding: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      namespace: 'shop',
      name: 'web',
      uid: 'uid-web',
      resourceVersion: '7',
    },
  });
  t.regex(bodies()[0]?.metadata.name ?? '', /^web\.[0-9a-f]{16}$/);
});

test('an info is Normal; a cluster-scoped object has its Events in default', async (t) => {
  const { kube, recorder, bodies } = await setUp(t);
  const ingressClass = { kind: 'IngressClass', namespace: '', name: 'c' };
  await recorder.record([
    diagnose('TLS_HOST_UNUSED', WEB, { host: 'a.example.com' }),
    missing('shop/api', ingressClass),
  ]);
  t.deepEqual(
    bodies().map(({ type }) => type),
    ['Normal', 'Warning'],
  );
  t.is(kube.calls[1]?.path, '/apis/events.k8s.io/v1/namespaces/default/events');
  t.is((bodies()[1]?.['regarding'] as { namespace?: string } | undefined)?.namespace, undefined);
});

test('what concerns no object, or one that is gone, is no Event', async (t) => {
  const { kube, recorder } = await setUp(t);
  await recorder.record([
    diagnose('INGRESSES_OF_OTHER_CLASSES', null, { count: 1 }),
    missing('shop/api', { ...WEB, name: 'gone' }),
  ]);
  t.is(kube.calls.length, 0);
});

test('the same again counts on in one series, every ten minutes', async (t) => {
  const { clock, kube, recorder, bodies } = await setUp(t);
  for (let run = 0; run < 5; run += 1) {
    await recorder.record([missing('shop/api')]);
    clock.advance(150_000);
  }
  t.deepEqual(
    kube.calls.map(({ method }) => method),
    ['POST', 'PATCH'],
  );
  t.is(kube.calls[1]?.path, `${kube.calls[0]?.path}/${bodies()[0]?.metadata.name}`);
  t.is(kube.calls[1]?.headers['content-type'], 'application/merge-patch+json');
  t.deepEqual(bodies()[1], {
    series: { count: 5, lastObservedTime: '2026-11-21T00:10:00.000000Z' },
  } as never);
});

test('another detail, object or code is another Event', async (t) => {
  const { recorder, bodies } = await setUp(t);
  await recorder.record([
    missing('shop/api'),
    missing('shop/web'),
    missing('shop/api', { ...WEB, name: 'blog' }),
    diagnose('BACKEND_PORT_MISSING', WEB, { service: 'shop/api', port: 'http' }),
  ]);
  t.is(new Set(bodies().map(({ metadata }) => metadata.name)).size, 4);
});

test('an Event that the API server has forgotten is made anew', async (t) => {
  const { clock, kube, script, recorder } = await setUp(t);
  await recorder.record([missing('shop/api')]);
  script.failing = ({ method }) => (method === 'PATCH' ? refused(404, 'NotFound') : null);
  clock.advance(600_000);
  await recorder.record([missing('shop/api')]);
  t.deepEqual(
    kube.calls.map(({ method }) => method),
    ['POST', 'PATCH', 'POST'],
  );
});

test('one object has ten Events at once, then one a minute', async (t) => {
  const { clock, recorder, bodies } = await setUp(t);
  const many = Array.from({ length: 15 }, (_, index) => missing(`shop/s${index}`));
  await recorder.record([...many, missing('shop/api', { ...WEB, name: 'blog' })]);
  t.deepEqual([bodies().length, recorder.stats().dropped], [11, 5]);
  clock.advance(120_000);
  await recorder.record(many);
  t.deepEqual([bodies().length, recorder.stats().dropped], [13, 8]);
});

test('all together have a hundred', async (t) => {
  const { recorder, bodies } = await setUp(t);
  await recorder.record(
    Array.from({ length: 120 }, (_, index) => missing('shop/api', { ...WEB, name: `web-${index}` })),
  );
  t.deepEqual([bodies().length, recorder.stats().dropped], [100, 20]);
});

test('one that is refused does not stop the others, and is tried again', async (t) => {
  const { kube, script, recorder, errors } = await setUp(t);
  script.failing = () => (kube.calls.length === 1 ? refused(403, 'Forbidden') : null);
  await recorder.record([missing('shop/api'), missing('shop/web')]);
  t.deepEqual([recorder.stats(), errors], [{ sent: 1, dropped: 0, failed: 1 }, ['Forbidden (scripted)']]);
  await recorder.record([missing('shop/api')]);
  t.is(recorder.stats().sent, 2);
});

test('a long note is cut within 1024 bytes, a long name within 253', async (t) => {
  const { recorder, bodies } = await setUp(t);
  await recorder.record([missing('ä'.repeat(2_000), { ...WEB, name: 'n'.repeat(253) })]);
  const [sent] = bodies();
  const bytes = Buffer.byteLength(sent?.note ?? '');
  t.true(bytes <= 1024 && bytes > 1015, String(bytes));
  t.true(sent?.note.endsWith('ä…'));
  t.is(sent?.metadata.name.length, 253);
});
