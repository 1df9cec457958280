import test from 'ava';
import { PRE_STOP_ANNOTATION } from '../../../src/api/webhook.ts';
import { inject, type Injection } from '../../../src/webhook/inject.ts';

const GATE = 'target-health.appgw-ingress.dev/blue';
const ON: Injection = { gate: GATE, preStopSeconds: 40 };
const sleep = (seconds: number) => ({ preStop: { sleep: { seconds } } });
const KEY = '/metadata/annotations/appgw-ingress.dev~1pre-stop';

interface Init {
  readonly metadata?: object;
  readonly containers?: readonly object[];
  readonly spec?: object;
}
const pod = ({ metadata = {}, containers = [{ name: 'web' }], spec = {} }: Init = {}) => ({
  metadata: { labels: { app: 'web' }, ...metadata },
  spec: { containers, ...spec },
});
const isWeb = ({ app }: Readonly<Record<string, string>>): boolean => app === 'web';

/** The operations as `path=value`. */
const patched = test.macro((t, init: Init, injection: Injection, ...expected: readonly string[]) =>
  t.deepEqual(
    inject(pod(init), injection, isWeb).map(({ op, path, value }) => {
      t.is(op, 'add');
      return `${path}=${JSON.stringify(value)}`;
    }),
    expected,
  ),
);
const gateOnly: Injection = { gate: GATE, preStopSeconds: null };
const hookOnly: Injection = { gate: null, preStopSeconds: 40 };

test('the first gate', patched, {}, gateOnly, `/spec/readinessGates=[{"conditionType":"${GATE}"}]`);
test(
  'a further gate',
  patched,
  { spec: { readinessGates: [{ conditionType: 'other' }] } },
  gateOnly,
  `/spec/readinessGates/-={"conditionType":"${GATE}"}`,
);
test('our gate is there', patched, { spec: { readinessGates: [{ conditionType: GATE }] } }, gateOnly);
test('nothing is switched on', patched, {}, { gate: null, preStopSeconds: null });
test('behind no Ingress', patched, { metadata: { labels: { app: 'api' } } }, ON);
test('without labels', patched, { metadata: { labels: {} } }, ON);
test('of a Job', patched, { metadata: { ownerReferences: [{ kind: 'Job' }] } }, ON);
test(
  'of a ReplicaSet',
  patched,
  { metadata: { ownerReferences: [{ kind: 'ReplicaSet' }] } },
  gateOnly,
  `/spec/readinessGates=[{"conditionType":"${GATE}"}]`,
);
test(
  'on the network of its node',
  patched,
  { spec: { hostNetwork: true } },
  gateOnly,
  `/spec/readinessGates=[{"conditionType":"${GATE}"}]`,
);
test('a mirror', patched, { metadata: { annotations: { 'kubernetes.io/config.mirror': 'x' } } }, ON);

const ANNOTATED = '/metadata/annotations={"appgw-ingress.dev/pre-stop":"40"}';
test(
  'a hook, and the grace of Kubernetes',
  patched,
  {},
  hookOnly,
  `/spec/containers/0/lifecycle=${JSON.stringify(sleep(40))}`,
  '/spec/terminationGracePeriodSeconds=70',
  ANNOTATED,
);
test(
  'own grace, own annotations',
  patched,
  { metadata: { annotations: { a: 'b' } }, spec: { terminationGracePeriodSeconds: 100 } },
  hookOnly,
  `/spec/containers/0/lifecycle=${JSON.stringify(sleep(40))}`,
  '/spec/terminationGracePeriodSeconds=140',
  `${KEY}="40"`,
);
test(
  'own hooks stay, beside a postStart there is room',
  patched,
  { containers: [{ lifecycle: { preStop: { exec: {} } } }, { lifecycle: { postStart: {} } }] },
  hookOnly,
  `/spec/containers/1/lifecycle/preStop=${JSON.stringify(sleep(40).preStop)}`,
  '/spec/terminationGracePeriodSeconds=70',
  ANNOTATED,
);
test('only own hooks', patched, { containers: [{ lifecycle: { preStop: { exec: {} } } }] }, hookOnly);
test('to end at once', patched, { spec: { terminationGracePeriodSeconds: 0 } }, hookOnly);

const asked = (value: string, ...containers: readonly object[]): Init => ({
  metadata: { annotations: { [PRE_STOP_ANNOTATION]: value } },
  containers,
  spec: { terminationGracePeriodSeconds: 70 },
});
test('asked again', patched, asked('40', { lifecycle: sleep(40) }), hookOnly);
test(
  'a container came in between: the same sleep, no more grace',
  patched,
  asked('25', { lifecycle: sleep(25) }, {}),
  hookOnly,
  `/spec/containers/1/lifecycle=${JSON.stringify(sleep(25))}`,
);
test('the workload wants more than its grace', patched, asked('71', {}), hookOnly);
test('the workload wants none', patched, asked('off', {}), hookOnly);

test('what is no pod gets nothing', (t) =>
  t.deepEqual(
    inject({ spec: {} }, ON, () => true),
    [],
  ));
