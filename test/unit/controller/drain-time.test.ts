import test from 'ava';
import type { Container } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { createDrainAdvice, shortDrains } from '../../../src/controller/drain-time.ts';
import { ingress, service } from '../../helpers/objects.ts';
import { pod } from '../../helpers/pods.ts';

/** With the holdoff of 2 s, and an operation that has just begun: 27 s. */
const TIMES = { floorMs: 5_000, operationMs: 10_000 };
const OWNERS = [{ kind: 'Ingress', namespace: 'shop', name: 'web' }];
const INGRESS = ingress({ rules: { 'a.com': ['/', '/again', '/other none'] } });

const workload = (sleeps: readonly (number | null | undefined)[], grace?: number, change: object = {}) => {
  const base = pod({
    containers: sleeps.map((sleepSeconds, index): Container => ({
      name: `c${index}`,
      ...(sleepSeconds !== undefined && { preStop: { sleepSeconds } }),
    })),
    ...change,
  });
  return {
    ...base,
    spec: { ...base.spec, ...(grace !== undefined && { terminationGracePeriodSeconds: grace }) },
  };
};

const tells = test.macro({
  exec: (t, object: ReturnType<typeof workload>, expected: string | null) => {
    const told = shortDrains(createSnapshot([INGRESS, service(), object], 0), OWNERS, TIMES);
    const texts = told.map(
      ({ detail: d }) => `${d.preStopSeconds} of ${d.graceSeconds}, needs ${d.neededSeconds}`,
    );
    t.deepEqual(texts, expected === null ? [] : [expected]);
  },
  title: (name) => name!,
});
test('nothing said: it ends at once', tells, workload([undefined]), '0 of 30, needs 27');
test('a sleep that is too short', tells, workload([26], 60), '26 of 60, needs 27');
test('a sleep that is just long enough', tells, workload([27], 60), null);
test('killed before', tells, workload([60], 26), '60 of 26, needs 27');
test('a hook of unknown length', tells, workload([null]), null);
test('a hook of unknown length, killed before', tells, workload([null], 10), '0 of 10, needs 27');
test('the container that lasts longest', tells, workload([undefined, 30], 60), null);
test('is told to end already', tells, workload([1], 5, { deletionTimestamp: '2026-01-01T00:00:00Z' }), null);
test('another workload', tells, workload([1], 5, { labels: { app: 'other' } }), null);

test('an Ingress of nobody of ours, and a time that is not known', (t) => {
  const snapshot = createSnapshot([INGRESS, service(), workload([1], 5)], 0);
  t.deepEqual(shortDrains(snapshot, [], TIMES), []);
  t.deepEqual(shortDrains(snapshot, OWNERS, { ...TIMES, operationMs: null }), []);
});

test('told once, and again with other numbers', (t) => {
  const advise = createDrainAdvice();
  const codes = (object: ReturnType<typeof workload>, operationMs = 20_000) =>
    advise(createSnapshot([INGRESS, service(), object], 0), OWNERS, { ...TIMES, operationMs }).map(
      ({ code, object: about }) => `${code} ${about?.name}`,
    );
  t.deepEqual(codes(workload([1])), ['DRAIN_TOO_SHORT web']);
  t.deepEqual(codes(workload([1])), []);
  t.deepEqual(codes(workload([1]), 30_000), [], 'a slower gateway is no news');
  t.deepEqual(codes(workload([5])), ['DRAIN_TOO_SHORT web']);
});
